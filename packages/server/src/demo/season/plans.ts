import type { PlanName, Words } from './script.ts'

/** `stages`: presale, two stages and the full price; `early`: presale and full price; `single`: one price. */
export type Tiering = 'stages' | 'early' | 'single'
export type TypePlan = {
  readonly name: Words
  readonly description: Words
  /** The share of the event's capacity, counted in people. */
  readonly share: number
  /** Times the general price. */
  readonly factor: number
  readonly tiering: Tiering
  readonly admissions: number
  readonly maxPerOrder: number
  readonly isVip?: true
  readonly isDonation?: true
  readonly isHidden?: true
  /** Sits in the quota that several types share. */
  readonly isShared?: true
}
export type Plan = {
  readonly types: readonly TypePlan[]
  /** A quota over the types marked `isShared`, as a share of the capacity. */ readonly shared?: { readonly name: string; readonly share: number }
}

const general: TypePlan = {
  name: { es: 'General', en: 'General admission' },
  description: { es: 'Ingreso general, con ubicación por orden de llegada.', en: 'General admission, seated or standing in order of arrival.' },
  share: 0.64,
  factor: 1,
  tiering: 'stages',
  admissions: 1,
  maxPerOrder: 8,
}
const students: TypePlan = {
  name: { es: 'Estudiantes', en: 'Students' },
  description: { es: 'Con carné vigente, que te pediremos en la puerta.', en: 'With a valid student card, which we will ask for at the door.' },
  share: 0.1,
  factor: 0.5,
  tiering: 'single',
  admissions: 1,
  maxPerOrder: 2,
}
const guests: TypePlan = {
  name: { es: 'Cortesía', en: 'Complimentary' },
  description: { es: 'Para prensa e invitados de la producción.', en: 'For press and guests of the production.' },
  share: 0.03,
  factor: 0,
  tiering: 'single',
  admissions: 1,
  maxPerOrder: 4,
  isHidden: true,
}

export const plans: Readonly<Record<PlanName, Plan>> = {
  runway: {
    shared: { name: 'Sillas numeradas', share: 0.33 },
    types: [
      general,
      {
        name: { es: 'Preferencial', en: 'Preferred seating' },
        description: { es: 'Silla numerada en segunda y tercera fila.', en: 'A numbered chair in the second or third row.' },
        share: 0.22,
        factor: 1.6,
        tiering: 'early',
        admissions: 1,
        maxPerOrder: 6,
        isShared: true,
      },
      {
        name: { es: 'VIP primera fila', en: 'VIP front row' },
        description: {
          es: 'Silla en primera fila, coctel de bienvenida y saludo con diseñadores.',
          en: 'A chair in the front row, welcome drink and a greeting with the designers.',
        },
        share: 0.11,
        factor: 2.6,
        tiering: 'single',
        admissions: 1,
        maxPerOrder: 4,
        isVip: true,
        isShared: true,
      },
      guests,
    ],
  },
  gala: {
    shared: { name: 'Salón de la cena', share: 0.52 },
    types: [
      {
        ...general,
        name: { es: 'Pasarela y coctel', en: 'Show and cocktail' },
        description: { es: 'Desfile de pie y coctel de bienvenida.', en: 'The show, standing, and a welcome drink.' },
        share: 0.48,
      },
      {
        name: { es: 'VIP con cena', en: 'VIP with dinner' },
        description: {
          es: 'Puesto en mesa compartida, cena y pasarela desde la silla.',
          en: 'A place at a shared table, dinner and the show from your seat.',
        },
        share: 0.27,
        factor: 2.1,
        tiering: 'early',
        admissions: 1,
        maxPerOrder: 6,
        isVip: true,
        isShared: true,
      },
      {
        name: { es: 'Mesa de 8', en: 'Table for 8' },
        description: {
          es: 'Mesa completa para ocho personas, con cena. Recibes ocho boletas.',
          en: 'A whole table for eight, with dinner. You receive eight tickets.',
        },
        share: 0.25,
        factor: 15.5,
        tiering: 'single',
        admissions: 8,
        maxPerOrder: 2,
        isShared: true,
      },
    ],
  },
  concert: {
    shared: { name: 'Zona delantera', share: 0.34 },
    types: [
      general,
      {
        name: { es: 'Preferencial', en: 'Preferred area' },
        description: { es: 'Zona delantera, con barra propia.', en: 'Front area with a bar of its own.' },
        share: 0.17,
        factor: 1.6,
        tiering: 'early',
        admissions: 1,
        maxPerOrder: 8,
        isShared: true,
      },
      {
        name: { es: 'VIP', en: 'VIP' },
        description: {
          es: 'Tarima lateral con silla, ingreso por puerta aparte y guardarropa.',
          en: 'Side platform with a chair, an entrance of its own and a cloakroom.',
        },
        share: 0.08,
        factor: 2.5,
        tiering: 'single',
        admissions: 1,
        maxPerOrder: 4,
        isVip: true,
        isShared: true,
      },
      {
        name: { es: 'Mesa de 8', en: 'Table for 8' },
        description: {
          es: 'Mesa completa para ocho personas. Recibes ocho boletas.',
          en: 'A whole table for eight people. You receive eight tickets.',
        },
        share: 0.09,
        factor: 12,
        tiering: 'single',
        admissions: 8,
        maxPerOrder: 2,
        isShared: true,
      },
    ],
  },
  festival: {
    types: [
      {
        ...general,
        name: { es: 'Todo el día', en: 'Full day' },
        description: { es: 'Los dos escenarios, con reingreso permitido.', en: 'Both stages, with re-entry.' },
        share: 0.7,
      },
      {
        name: { es: 'VIP terraza', en: 'VIP terrace' },
        description: {
          es: 'Terraza con vista a los dos escenarios, baños y barra propios.',
          en: 'A terrace over both stages with toilets and bar of its own.',
        },
        share: 0.14,
        factor: 2.1,
        tiering: 'early',
        admissions: 1,
        maxPerOrder: 6,
        isVip: true,
      },
      {
        name: { es: 'Combo de 4', en: 'Group of 4' },
        description: { es: 'Cuatro boletas de todo el día en una sola compra.', en: 'Four full-day tickets in one purchase.' },
        share: 0.16,
        factor: 3.5,
        tiering: 'single',
        admissions: 4,
        maxPerOrder: 2,
      },
    ],
  },
  stage: {
    types: [
      {
        ...general,
        name: { es: 'Platea', en: 'Stalls' },
        description: { es: 'Silla en platea, por orden de llegada.', en: 'A seat in the stalls, in order of arrival.' },
        share: 0.55,
      },
      {
        name: { es: 'Balcón', en: 'Balcony' },
        description: { es: 'Silla en balcón, con vista completa del escenario.', en: 'A seat in the balcony, with a full view of the stage.' },
        share: 0.35,
        factor: 0.7,
        tiering: 'early',
        admissions: 1,
        maxPerOrder: 8,
      },
      students,
    ],
  },
  open: {
    types: [
      {
        name: { es: 'Entrada libre', en: 'Free entry' },
        description: {
          es: 'Sin costo, con registro. Si no puedes venir, libera tu cupo.',
          en: 'Free of charge, with registration. If you cannot come, release your place.',
        },
        share: 0.78,
        factor: 0,
        tiering: 'single',
        admissions: 1,
        maxPerOrder: 4,
      },
      {
        name: { es: 'Entrada con aporte', en: 'Entry with a donation' },
        description: {
          es: 'Tú decides cuánto, desde $ 10.000. Todo llega a las maestras y artistas.',
          en: 'You decide how much, from $ 10,000. All of it goes to the makers and artists.',
        },
        share: 0.22,
        factor: 1,
        tiering: 'single',
        admissions: 1,
        maxPerOrder: 4,
        isDonation: true,
      },
    ],
  },
  fair: {
    types: [
      {
        ...general,
        name: { es: 'Entrada', en: 'Entry' },
        description: { es: 'Ingreso durante toda la jornada, con reingreso.', en: 'Entry for the whole day, with re-entry.' },
        share: 0.76,
        tiering: 'early',
      },
      {
        name: { es: 'Niñas y niños', en: 'Children' },
        description: { es: 'Hasta 12 años, en compañía de una persona adulta.', en: 'Up to 12 years old, with an adult.' },
        share: 0.14,
        factor: 0.4,
        tiering: 'single',
        admissions: 1,
        maxPerOrder: 4,
      },
      {
        name: { es: 'Entrada solidaria', en: 'Solidarity entry' },
        description: {
          es: 'Paga lo que quieras por encima del valor de la entrada: financia los puestos de marcas nuevas.',
          en: 'Pay what you like above the price: it funds stands for new makers.',
        },
        share: 0.1,
        factor: 1.5,
        tiering: 'single',
        admissions: 1,
        maxPerOrder: 6,
        isDonation: true,
      },
    ],
  },
  congress: {
    types: [
      {
        ...general,
        name: { es: 'Individual', en: 'Individual' },
        description: { es: 'Ingreso a todas las charlas, refrigerios y memorias.', en: 'All talks, refreshments and proceedings.' },
        share: 0.56,
      },
      {
        name: { es: 'Pase con taller', en: 'Pass with workshop' },
        description: {
          es: 'Todo lo anterior más un taller de la tarde, con cupo reservado.',
          en: 'All of the above and an afternoon workshop with a reserved place.',
        },
        share: 0.2,
        factor: 1.45,
        tiering: 'early',
        admissions: 1,
        maxPerOrder: 6,
      },
      {
        name: { es: 'Mesa corporativa de 8', en: 'Corporate table for 8' },
        description: {
          es: 'Ocho puestos juntos y el nombre de tu empresa en la mesa.',
          en: 'Eight places together, with your company’s name on the table.',
        },
        share: 0.16,
        factor: 7,
        tiering: 'single',
        admissions: 8,
        maxPerOrder: 3,
      },
      { ...students, share: 0.08 },
    ],
  },
  workshop: {
    types: [
      {
        ...general,
        name: { es: 'Cupo individual', en: 'One place' },
        description: { es: 'Materiales, almuerzo y certificado incluidos.', en: 'Materials, lunch and certificate included.' },
        share: 0.8,
        tiering: 'early',
        maxPerOrder: 3,
      },
      {
        name: { es: 'Cupo doble', en: 'Two places' },
        description: { es: 'Para venir con tu socia o tu socio, con un descuento.', en: 'Come with your business partner, at a discount.' },
        share: 0.2,
        factor: 1.85,
        tiering: 'single',
        admissions: 2,
        maxPerOrder: 2,
      },
    ],
  },
}
