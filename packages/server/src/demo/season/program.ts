import { hourMs, later, localOf, minuteMs } from '../clock.ts'
import type { Moment, PlanName, Script, Words } from './script.ts'

type Agenda = readonly { readonly time: string; readonly title: Words }[]

/**
 * Moments between the start (0) and the end (1). `@0`, `@1` ... are names of the line-up, `@maker0` those who made the clothes, `@music0`
 * those who play; a moment without its name falls away.
 */
const moments: Readonly<Record<PlanName, readonly Moment[]>> = {
  runway: [
    [0, 'Palabras de bienvenida', 'Welcome'],
    [0.1, 'Primera salida: @maker0', 'First part: @maker0'],
    [0.35, 'Segunda salida: @maker1', 'Second part: @maker1'],
    [0.6, 'Cierre y saludo final', 'Finale'],
    [0.7, 'Encuentro con quienes hicieron las prendas', 'Meet the people who made the clothes'],
  ],
  gala: [
    [0, 'Coctel de bienvenida', 'Welcome drink'],
    [0.2, 'Pasarela: @maker0', 'Runway: @maker0'],
    [0.45, 'Cena', 'Dinner'],
    [0.7, 'En vivo: @music0', 'Live: @music0'],
  ],
  concert: [
    [0, '@1', '@1'],
    [0.25, '@2', '@2'],
    [0.5, '@0', '@0'],
    [0.9, 'Última tanda', 'Last set'],
  ],
  festival: [
    [0, '@4', '@4'],
    [0.18, '@3', '@3'],
    [0.36, '@2', '@2'],
    [0.58, '@1', '@1'],
    [0.8, '@0', '@0'],
  ],
  stage: [
    [0, 'Comienza la función', 'Curtain'],
    [0.85, 'Conversación con los artistas', 'Conversation with the artists'],
  ],
  open: [
    [0, 'Bienvenida', 'Welcome'],
    [0.3, '@0', '@0'],
    [0.75, 'Conversación y brindis', 'Conversation and a toast'],
  ],
  fair: [
    [0, 'Abre la jornada', 'The day opens'],
    [0.1, 'Primer taller corto', 'First short workshop'],
    [0.2, 'Almuerzo largo y música de patio', 'Long lunch with music in the courtyard'],
    [0.6, 'Últimos talleres cortos', 'Last short workshops'],
    [0.85, 'Cierre con música', 'Music to close'],
  ],
  congress: [
    [0, 'Apertura: @0', 'Opening: @0'],
    [0.2, 'Panel: @1', 'Panel: @1'],
    [0.45, 'Almuerzo', 'Lunch'],
    [0.58, 'Talleres y mesas de trabajo', 'Workshops and working tables'],
    [0.85, 'Conclusiones y café', 'Conclusions and coffee'],
  ],
  workshop: [
    [0, 'Presentación y materiales', 'Introduction and materials'],
    [0.15, 'Primera práctica', 'First practice'],
    [0.45, 'Almuerzo', 'Lunch'],
    [0.58, 'Segunda práctica', 'Second practice'],
    [0.9, 'Revisión y cierre', 'Review and close'],
  ],
}

export function agendaOf(script: Script, times: { readonly doorsAt: Date; readonly startsAt: Date }): Agenda {
  const doors = times.doorsAt < times.startsAt ? [{ time: localOf(times.doorsAt).time, title: doorsTitle(script) }] : []
  const named = (script.agenda ?? moments[script.plan]).flatMap(([part, es, en]) => {
    const name = nameIn(script, es)
    if (es.includes('@') && !name) return []
    const at = later(times.startsAt, Math.round((part * script.hours * hourMs) / (15 * minuteMs)) * 15 * minuteMs)
    return [{ time: localOf(at).time, title: { es: es.replace(placeholder, name ?? ''), en: en.replace(placeholder, name ?? '') } }]
  })
  return [...doors, ...named]
}

const placeholder = /@(maker|music|)(\d)/
const roles = {
  maker: /diseñador|taller|marca|sastre|bordadora|colecciones|drapeado|costura|modista|crochet|bordado|retrospectiva/i,
  music: /música|orquesta|gaitas|cuerdas|voces/i,
} as const

function nameIn({ lineUp }: Script, words: string): string | undefined {
  const [, kind, place] = placeholder.exec(words) ?? []
  const able = kind === 'maker' || kind === 'music' ? lineUp.filter(([, role]) => roles[kind].test(role)) : lineUp
  return able[Number(place ?? -1)]?.[0]
}

const doorsTitle = ({ doorsMinutes, plan }: Script): Words =>
  doorsMinutes >= 120
    ? { es: 'Puertas y feria de diseñadores', en: 'Doors and designers’ fair' }
    : plan === 'congress' || plan === 'workshop'
      ? { es: 'Registro y café', en: 'Registration and coffee' }
      : { es: 'Apertura de puertas', en: 'Doors open' }

export const dressCodes: Readonly<Record<PlanName, Words>> = {
  runway: { es: 'Libre. Ven con esa prenda que te gusta mostrar.', en: 'Free. Wear the piece you like to show.' },
  gala: { es: 'Coctel, en telas frescas y con calzado cómodo.', en: 'Cocktail, in light cloth and comfortable shoes.' },
  concert: { es: 'Cómodo, con zapatos para bailar.', en: 'Comfortable, with shoes for dancing.' },
  festival: {
    es: 'Por capas y con impermeable: el clima cambia durante el día.',
    en: 'In layers and with a raincoat: the weather changes during the day.',
  },
  stage: { es: 'Informal.', en: 'Casual.' },
  open: { es: 'Como estés.', en: 'Come as you are.' },
  fair: { es: 'Cómodo, con una bolsa para tus compras.', en: 'Comfortable, with a bag for what you buy.' },
  congress: { es: 'Informal de oficina.', en: 'Smart casual.' },
  workshop: { es: 'Ropa de trabajo que se pueda manchar.', en: 'Working clothes that may be stained.' },
}

/** What one should know before coming: the end of each description. */
export const practical: Readonly<Record<PlanName, Words>> = {
  runway: {
    es: 'El desfile empieza a la hora anunciada. Mientras haya salidas en la pasarela no se puede entrar; si llegas tarde, te ubicamos en la primera pausa. Puedes tomar fotos sin flash.',
    en: 'The show starts at the announced hour. Nobody enters while models are on the runway; if you are late, we seat you at the first pause. You may take photographs without flash.',
  },
  gala: {
    es: 'Si tienes alguna restricción de alimentación, responde al mensaje en el que llegan tus boletas y la cocina lo prepara. El desfile se puede seguir también desde las mesas.',
    en: 'If there is something you do not eat, answer the message that brings your tickets and the kitchen will see to it. The show can be followed from the tables too.',
  },
  concert: {
    es: 'Se entra con cédula y con la boleta en el celular o impresa. Hay agua gratis, guardarropa y un punto de atención marcado con luz verde durante toda la noche.',
    en: 'Bring your identity card and your ticket, on the phone or printed. There is free water, a cloakroom and a help point marked by a green light all night.',
  },
  festival: {
    es: 'Puedes salir y volver a entrar hasta las nueve de la noche con la pulsera puesta. Hay puntos de agua, guardarropa, primeros auxilios y una zona tranquila para descansar.',
    en: 'You may leave and come back until nine in the evening while you wear the wristband. There are water points, a cloakroom, first aid and a quiet place to rest.',
  },
  stage: {
    es: 'La función comienza puntual y, una vez cerrada la sala, se entra solo en la pausa, si la hay. Te pedimos guardar el celular: la luz se nota mucho desde el escenario.',
    en: 'The performance starts on time, and once the hall is closed you may enter only at the pause, if there is one. Please put your phone away: its light shows from the stage.',
  },
  open: {
    es: 'Los cupos son limitados y se guardan hasta quince minutos después de la hora de inicio; luego se entregan a quienes esperan en la puerta. Puedes venir con niñas y niños.',
    en: 'Places are limited and are kept until fifteen minutes after the start; then they go to those who wait at the door. Children are welcome.',
  },
  fair: {
    es: 'Puedes entrar y salir durante toda la jornada con el sello de la puerta. Casi todas las marcas reciben pagos digitales, y los perros tranquilos y con correa son bienvenidos.',
    en: 'You may come and go all day with the stamp from the door. Nearly all makers take digital payments, and calm dogs on a lead are welcome.',
  },
  congress: {
    es: 'La inscripción incluye refrigerios, almuerzo y material de trabajo. Si necesitas factura a nombre de tu empresa, escribe el NIT al comprar y la recibirás por correo.',
    en: 'Registration includes refreshments, lunch and working material. If you need an invoice in your company’s name, write its tax number when you buy and it will come by email.',
  },
  workshop: {
    es: 'El cupo incluye materiales, herramientas y almuerzo. Si un imprevisto no te deja venir, puedes ceder tu puesto a otra persona hasta el día anterior.',
    en: 'Your place includes materials, tools and lunch. If something comes up, you may pass your place to somebody else until the day before.',
  },
}
