import type { Script } from './script.ts'

export const corporate: readonly Script[] = [
  {
    type: 'corporate', organizer: 'encuentros-meridiano', venue: 'cordillera', day: -219, at: '08:00', hours: 9, doorsMinutes: 45, ageLimit: null, plan: 'congress', price: 280, capacity: 320, demand: 0.8, openDays: 60, accent: '#1F5FA8',
    title: { es: 'Foro Textil: exportar con valor', en: 'Textile Forum: exporting with value' },
    summary: { es: 'Un día de casos, cifras y contactos para empresas textiles que ya venden y quieren vender lejos.', en: 'A day of cases, figures and contacts for textile companies that sell well and want to sell far.' },
    story: { es: 'Qué se exporta, a quién y con qué margen: ocho empresas cuentan con números propios cómo llegaron a otros mercados y qué les costó. Por la tarde hay mesas de trabajo sobre normas de etiquetado, logística, cobranza internacional y negociación con compradores. Cada asistente sale con una hoja de ruta y tres citas concretas.', en: 'What is exported, to whom and at what margin: eight companies show with their own figures how they reached other markets and what it cost. In the afternoon there are working tables on labelling rules, logistics, international collection and dealing with buyers. Everyone leaves with a plan and three firm appointments.' },
    lineUp: [['Adriana Cárdenas Plata', 'Comercio exterior', 'Foreign trade'], ['Germán Iregui', 'Logística', 'Logistics'], ['Lina Marcela Ocampo', 'Gerente textil', 'Textile executive']],
  },
  {
    type: 'corporate', organizer: 'taller-nomada', venue: 'guayacan', day: -164, at: '09:00', hours: 8, doorsMinutes: 30, ageLimit: 16, plan: 'workshop', price: 240, capacity: 90, demand: 0.92, openDays: 35, accent: '#3B5BDB',
    title: { es: 'Taller de patronaje digital', en: 'Digital Pattern-Making Workshop' },
    summary: { es: 'Del papel a la pantalla en un día: sales con tu primer molde listo para cortar.', en: 'From paper to screen in a day: you leave with your first pattern ready to cut.' },
    story: { es: 'Trae un molde en papel y te lo llevas digitalizado, escalado y con su marcada. Trabajamos en grupos de ocho, con programas libres que podrás seguir usando en tu taller sin pagar licencias. No necesitas saber de computadores; sí conviene saber coser. Incluye materiales, almuerzo y una revisión en línea dos semanas después.', en: 'Bring a paper pattern and take it home digitised, graded and laid out. We work in groups of eight with free programs that you can go on using in your workshop without licences. You need not know computers; it helps to know how to sew. Materials, lunch and an online review two weeks later are included.' },
    lineUp: [['Carolina Zuluaga', 'Patronista', 'Pattern maker'], ['Julián Rendón', 'Diseño digital', 'Digital design']],
  },
  {
    type: 'corporate', organizer: 'encuentros-meridiano', venue: 'aburra', day: -103, at: '08:00', hours: 10, doorsMinutes: 60, ageLimit: null, plan: 'congress', price: 320, capacity: 480, demand: 0.76, openDays: 70, accent: '#5F3DC4',
    title: { es: 'Cumbre de comercio electrónico de moda', en: 'Fashion E-Commerce Summit' },
    summary: { es: 'Tallas, devoluciones, pagos y envíos: lo que de verdad decide si vender ropa por internet deja ganancia.', en: 'Sizes, returns, payments and shipping: what really decides whether selling clothes online pays.' },
    story: { es: 'Vender ropa por internet es fácil; ganar dinero con eso, no tanto. Doce marcas colombianas abren sus cifras de devolución, sus costos de envío y sus errores de talla, y muestran qué cambiaron. Hay dos salas: una para quienes apenas empiezan y otra para quienes ya despachan más de cien pedidos al día.', en: 'Selling clothes online is easy; earning money with it is less so. Twelve Colombian labels open their return rates, shipping costs and sizing mistakes, and show what they changed. There are two rooms: one for those who are starting and one for those who already ship more than a hundred orders a day.' },
    lineUp: [['Natalia Upegui', 'Comercio electrónico', 'E-commerce'], ['Sergio Valbuena', 'Pagos', 'Payments'], ['Marcela Duque Hincapié', 'Devoluciones', 'Returns'], ['Germán Iregui', 'Logística', 'Logistics']],
  },
  {
    type: 'corporate', organizer: 'taller-nomada', venue: 'aburra', day: -40, at: '09:00', hours: 7, doorsMinutes: 30, ageLimit: null, plan: 'congress', price: 190, capacity: 260, demand: 0.72, openDays: 45, accent: '#2F7D4F',
    title: { es: 'Encuentro de marcas sostenibles', en: 'Meeting of Sustainable Labels' },
    summary: { es: 'Menos promesas y más cuentas: cómo medir, pagar y contar lo que tu marca hace distinto.', en: 'Fewer promises and more sums: how to measure, pay for and tell what your label does differently.' },
    story: { es: 'Decir que una prenda es sostenible no cuesta nada; demostrarlo, sí. Este encuentro trabaja con datos: agua por prenda, salario por hora, retazo por metro. Cada marca llega con una prenda y sale con su ficha completa, revisada por pares. Hay un salón de proveedores con telas recuperadas, botones de tagua y empaques compostables.', en: 'Calling a garment sustainable costs nothing; proving it does. This meeting works with data: water per garment, pay per hour, waste per metre. Each label brings one piece and leaves with its full record, reviewed by peers. There is a suppliers’ room with recovered cloth, tagua buttons and compostable wrapping.' },
    lineUp: [['Carolina Zuluaga', 'Moderadora', 'Moderator'], ['Ingrid Monsalve', 'Medición ambiental', 'Environmental measurement'], ['Cooperativa Retazo', 'Telas recuperadas', 'Recovered cloth']],
  },
  {
    type: 'corporate', organizer: 'encuentros-meridiano', venue: 'cordillera', day: -6, at: '08:30', hours: 6, doorsMinutes: 30, ageLimit: null, plan: 'congress', price: 210, capacity: 240, demand: 0.83, openDays: 40, accent: '#0B7285',
    title: { es: 'Finanzas para marcas creativas', en: 'Finance for Creative Labels' },
    summary: { es: 'Precio, flujo de caja e impuestos, explicados con los números de una marca como la tuya.', en: 'Price, cash flow and taxes, explained with the figures of a label like yours.' },
    story: { es: 'Una mañana para entender por qué se vende bien y no alcanza. Partimos de una marca real, con su autorización y sus cuentas, y recorremos su año mes a mes: cuándo compró tela, cuándo cobró y dónde se le fue el dinero. Después haces el mismo ejercicio con tu negocio, con una plantilla que te llevas y una asesora a tu lado.', en: 'A morning to understand why sales are good and money is short. We take a real label, with its permission and its books, and go through its year month by month: when it bought cloth, when it was paid and where the money went. Then you do the same with your business, with a template to keep and an adviser beside you.' },
    lineUp: [['Patricia Lozano Rincón', 'Contadora', 'Accountant'], ['Andrés Rocha', 'Moderador', 'Moderator'], ['Banca Semilla', 'Crédito para marcas', 'Credit for labels']],
  },
  {
    type: 'corporate', organizer: 'encuentros-meridiano', venue: 'cordillera', day: 31, at: '08:00', hours: 9, doorsMinutes: 45, ageLimit: null, plan: 'congress', price: 290, capacity: 340, demand: 0.5, openDays: 75, accent: '#364FC7',
    title: { es: 'Congreso de mercadeo de moda', en: 'Fashion Marketing Congress' },
    summary: { es: 'Cómo contar una marca cuando todos hablan al tiempo: comunidad, contenido y tienda.', en: 'How to tell a brand’s story when everyone talks at once: community, content and shop.' },
    story: { es: 'Diez charlas de veinte minutos, sin diapositivas de relleno, sobre lo que funcionó y lo que no: una campaña que se quedó sin inventario, una tienda que vende más cuando cierra temprano, una comunidad de tejedoras que dejó de pautar. Por la tarde, clínicas de media hora con quienes dieron las charlas; se reservan al inscribirte.', en: 'Ten talks of twenty minutes, without padding, on what worked and what did not: a campaign that ran out of stock, a shop that sells more when it closes early, a community of knitters that stopped advertising. In the afternoon, half-hour clinics with the speakers, which you book when you register.' },
    lineUp: [['Natalia Upegui', 'Comercio electrónico', 'E-commerce'], ['Daniela Corredor', 'Comunidad', 'Community'], ['Ricardo Sanín', 'Tienda física', 'Retail'], ['Lina Marcela Ocampo', 'Dirección de marca', 'Brand direction']],
  },
  {
    type: 'corporate', organizer: 'taller-nomada', venue: 'guayacan', day: 54, at: '09:00', hours: 7, doorsMinutes: 30, ageLimit: 14, plan: 'workshop', price: 220, capacity: 80, demand: 0.45, openDays: 95, accent: '#7048E8', refunds: 'flexible', fate: 'postponed',
    title: { es: 'Laboratorio de tintes naturales', en: 'Natural Dye Laboratory' },
    summary: { es: 'Cáscaras, hojas y cortezas: tiñe seis telas y llévate tu propia carta de color.', en: 'Husks, leaves and bark: dye six cloths and take home your own colour chart.' },
    story: { es: 'Pasamos el día entre ollas: cebolla, aguacate, eucalipto, achiote, índigo y café. Aprendes a preparar la fibra, a fijar el color con mordientes seguros y a repetir un tono que te gustó. Cada persona tiñe seis telas y arma su carta de color con recetas. Ven con ropa que se pueda manchar; los delantales los ponemos nosotros.', en: 'We spend the day among pots: onion, avocado, eucalyptus, annatto, indigo and coffee. You learn to prepare the fibre, to fix colour with safe mordants and to repeat a shade that you liked. Everyone dyes six cloths and makes a colour chart with recipes. Wear clothes that may be stained; we bring the aprons.' },
    lineUp: [['Familia Cardona Ruiz', 'Tintoreros de Jardín', 'Dyers from Jardín'], ['Carolina Zuluaga', 'Guía', 'Guide']],
  },
  {
    type: 'corporate', organizer: 'encuentros-meridiano', venue: 'aburra', day: 112, at: '08:00', hours: 10, doorsMinutes: 60, ageLimit: null, plan: 'congress', price: 340, capacity: 520, demand: 0.12, openDays: 130, accent: '#A61E4D',
    title: { es: 'Cumbre andina de moda y tecnología', en: 'Andean Summit of Fashion and Technology' },
    summary: { es: 'Dos mundos que se necesitan: quienes cosen y quienes programan, en la misma mesa.', en: 'Two worlds that need each other: people who sew and people who code, at the same table.' },
    story: { es: 'Corte automático, trazabilidad, probadores virtuales, predicción de demanda: la cumbre reúne a talleres y equipos de software de Colombia, Ecuador y Perú para mostrar lo que ya funciona en una fábrica de veinte máquinas. Habrá demostraciones con prendas reales, una rueda de negocios y un concurso para soluciones hechas por estudiantes.', en: 'Automatic cutting, traceability, virtual fitting rooms, demand forecasts: the summit brings together workshops and software teams from Colombia, Ecuador and Peru to show what already works in a factory of twenty machines. There will be demonstrations with real garments, a business round and a contest for solutions made by students.' },
    lineUp: [['Ingrid Monsalve', 'Trazabilidad', 'Traceability'], ['Álvaro Quispe', 'Corte automático', 'Automatic cutting'], ['Julián Rendón', 'Diseño digital', 'Digital design'], ['Marcela Duque Hincapié', 'Operaciones', 'Operations']],
  },
]
