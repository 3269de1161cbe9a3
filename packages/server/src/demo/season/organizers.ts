import type { Words } from './script.ts'

export type Organizer = {
  readonly slug: string
  readonly name: string
  readonly city: string
  readonly nit: string
  readonly owner: string
  readonly description: string
  readonly note: Words
}

/** The first is the largest: the demo's team works there. `note` closes the description of its events. */
export const organizers: readonly Organizer[] = [
  {
    slug: 'casa-yarumo',
    name: 'Casa Yarumo',
    city: 'Medellín',
    nit: '901.555.101-4',
    owner: 'Manuela Arango Uribe',
    description:
      'Productora de moda y cultura de Medellín. Desde hace diez años reúne a diseñadores, artesanas y músicos en pasarelas que cuentan de dónde viene cada prenda.',
    note: {
      es: 'Casa Yarumo produce sus pasarelas con talleres del Valle de Aburrá y del oriente antioqueño, y publica al final cuánto recibió cada uno de ellos.',
      en: 'Casa Yarumo makes its shows with workshops from the Aburrá Valley and eastern Antioquia, and afterwards publishes what each of them was paid.',
    },
  },
  {
    slug: 'hilo-y-trama',
    name: 'Hilo y Trama',
    city: 'Medellín',
    nit: '901.555.102-1',
    owner: 'Esteban Gaviria Londoño',
    description: 'Mercado itinerante de diseño independiente. Selecciona a mano cada marca y acompaña a las que venden por primera vez.',
    note: {
      es: 'Hilo y Trama elige a mano cada marca participante; una de cada cuatro vende por primera vez en público y no paga por su espacio.',
      en: 'Hilo y Trama picks every brand by hand; one in four is selling in public for the first time and pays nothing for its stand.',
    },
  },
  {
    slug: 'anden-producciones',
    name: 'Andén Producciones',
    city: 'Bogotá',
    nit: '901.555.103-9',
    owner: 'Felipe Camargo Niño',
    description: 'Conciertos de formato medio en Bogotá, con buen sonido, horarios que se cumplen y bandas que todavía puedes ver de cerca.',
    note: {
      es: 'Andén Producciones cuida dos cosas por encima de todas: que el sonido se entienda en el último rincón y que el concierto empiece a la hora anunciada.',
      en: 'Andén Producciones cares about two things above all: sound you can follow from the last row, and concerts that start at the hour on the poster.',
    },
  },
  {
    slug: 'colectivo-telar',
    name: 'Colectivo Telar',
    city: 'Bogotá',
    nit: '901.555.104-6',
    owner: 'Juliana Pinzón Rey',
    description:
      'Colectivo de diseñadores bogotanos que comparten taller, proveedores y pasarela. Sus desfiles se hacen entre todos y se ven desde cerca.',
    note: {
      es: 'En Colectivo Telar nadie presenta solo: quienes no desfilan esta vez cosen, visten y montan para quienes sí lo hacen.',
      en: 'At Colectivo Telar nobody shows alone: those who are not on the runway this time sew, dress and build for those who are.',
    },
  },
  {
    slug: 'encuentros-meridiano',
    name: 'Encuentros Meridiano',
    city: 'Bogotá',
    nit: '901.555.105-3',
    owner: 'Andrés Rocha Salcedo',
    description: 'Foros y congresos para quienes dirigen empresas de moda, comercio y diseño en Colombia.',
    note: {
      es: 'Encuentros Meridiano entrega a cada asistente las memorias, los contactos de quienes aceptaron compartirlos y un certificado de participación.',
      en: 'Encuentros Meridiano gives everyone the proceedings, the contacts of those who agreed to share them and a certificate of attendance.',
    },
  },
  {
    slug: 'salsa-abierta',
    name: 'Salsa Abierta',
    city: 'Cali',
    nit: '901.555.106-0',
    owner: 'Wilmer Mosquera Lucumí',
    description: 'Orquestas, clases y bailes en Cali, para quienes bailan desde siempre y para quienes apenas se animan.',
    note: {
      es: 'En los bailes de Salsa Abierta siempre hay parejas guía con pañuelo rojo: si llegas sin pareja o sin saber, te sacan a bailar.',
      en: 'At every Salsa Abierta night there are guides with a red scarf: if you come alone or have never danced, they will take you to the floor.',
    },
  },
  {
    slug: 'pacifico-crea',
    name: 'Pacífico Crea',
    city: 'Cali',
    nit: '901.555.107-8',
    owner: 'Yesenia Caicedo Angulo',
    description: 'Plataforma de músicas, tejidos y cocinas del Pacífico colombiano, dirigida por creadoras de Guapi, Timbiquí y Buenaventura.',
    note: {
      es: 'Pacífico Crea destina la quinta parte de la taquilla a las escuelas de marimba y de tejido que sostienen sus maestras en el litoral.',
      en: 'Pacífico Crea gives a fifth of the box office to the marimba and weaving schools that its teachers run on the coast.',
    },
  },
  {
    slug: 'baluarte-cultural',
    name: 'Baluarte Cultural',
    city: 'Cartagena',
    nit: '901.555.108-5',
    owner: 'Rosario Villalba Puello',
    description: 'Programación cultural en patios y murallas de Cartagena, pensada primero para quienes viven en la ciudad.',
    note: {
      es: 'Baluarte Cultural reserva parte de cada aforo para estudiantes y vecinos de los barrios, porque la ciudad amurallada también es de ellos.',
      en: 'Baluarte Cultural keeps part of every house for students and neighbours, because the walled city is theirs as well.',
    },
  },
  {
    slug: 'marea-alta',
    name: 'Marea Alta',
    city: 'Cartagena',
    nit: '901.555.109-2',
    owner: 'Iván Bustillo Cogollo',
    description: 'Música y moda junto al mar, con montajes livianos y horarios que siguen al sol.',
    note: {
      es: 'Marea Alta monta sin plásticos de un solo uso y deja cada muelle y cada playa más limpios de lo que los encontró.',
      en: 'Marea Alta builds without single-use plastic and leaves every pier and beach cleaner than it found them.',
    },
  },
  {
    slug: 'taller-nomada',
    name: 'Taller Nómada',
    city: 'Medellín',
    nit: '901.555.110-7',
    owner: 'Carolina Zuluaga Ossa',
    description: 'Talleres y encuentros prácticos para marcas pequeñas: patronaje, tintes, costos, ventas y oficio.',
    note: {
      es: 'Taller Nómada trabaja con grupos pequeños y materiales incluidos: lo que aprendes lo haces con tus manos antes de salir.',
      en: 'Taller Nómada works with small groups and all materials included: you make what you learn with your own hands before you leave.',
    },
  },
  {
    slug: 'escena-viva',
    name: 'Fundación Escena Viva',
    city: 'Bogotá',
    nit: '901.555.111-5',
    owner: 'Marta Lucía Beltrán Cruz',
    description: 'Compañía y escuela de teatro de Teusaquillo, con estrenos propios y funciones para público nuevo.',
    note: {
      es: 'Escena Viva ofrece después de cada función una conversación corta con el elenco, abierta a todas las preguntas.',
      en: 'After every performance Escena Viva holds a short conversation with the cast, open to any question.',
    },
  },
]
