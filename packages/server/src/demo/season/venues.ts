import type { Words } from './script.ts'

export type Venue = {
  readonly key: string
  readonly name: string
  readonly address: string
  readonly city: string
  readonly latitude: number
  readonly longitude: number
  readonly capacity: number
  readonly isManaged?: true
  readonly about: Words
  readonly access: Words
}

const ramp = {
  es: 'Entrada en rampa, baño accesible en el primer piso y espacios para silla de ruedas con acompañante. Avísanos al llegar y te guiamos.',
  en: 'Ramp at the entrance, accessible toilet on the ground floor and places for wheelchairs with a companion. Tell us when you arrive and we will guide you.',
}
const lift = {
  es: 'Ascensor hasta la sala, baño accesible en cada piso y puestos reservados para personas con movilidad reducida y su acompañante.',
  en: 'Lift to the hall, an accessible toilet on each floor and seats kept for people with reduced mobility and their companion.',
}
const patio = {
  es: 'Todo sucede en un solo nivel, sobre piso firme. Hay baño accesible y sillas disponibles para quien no pueda estar de pie.',
  en: 'Everything is on one level and on firm ground. There is an accessible toilet, and chairs for anyone who cannot stand.',
}
const old = {
  es: 'La casa es antigua: hay dos escalones en la entrada y una rampa portátil que ponemos si la pides en la puerta. Baño accesible en el patio.',
  en: 'The house is old: two steps at the entrance, and a portable ramp that we set up if you ask at the door. Accessible toilet in the courtyard.',
}

export const venues: readonly Venue[] = [
  {
    key: 'quebrada',
    name: 'Teatro La Quebrada',
    address: 'Carrera 43B # 12-46, El Poblado',
    city: 'Medellín',
    latitude: 6.2088,
    longitude: -75.5701,
    capacity: 620,
    isManaged: true,
    about: {
      es: 'El Teatro La Quebrada queda a diez minutos a pie de la estación Poblado del metro; su sala en herradura deja la pasarela a pocos metros de todas las sillas.',
      en: 'Teatro La Quebrada is a ten-minute walk from Poblado metro station; its horseshoe hall puts the stage within a few metres of every seat.',
    },
    access: lift,
  },
  {
    key: 'patio46',
    name: 'Patio Industrial 46',
    address: 'Calle 46 # 54-18, Centro',
    city: 'Medellín',
    latitude: 6.2489,
    longitude: -75.5735,
    capacity: 900,
    about: {
      es: 'El Patio Industrial 46 fue una hilandería; conserva las vigas, el ladrillo y una nave alta en la que el sonido y la luz se portan muy bien.',
      en: 'Patio Industrial 46 was a spinning mill; it keeps the beams, the brick and a tall nave that is kind to sound and light.',
    },
    access: ramp,
  },
  {
    key: 'yarumos',
    name: 'Pabellón Los Yarumos',
    address: 'Calle 73 # 51D-22, Sevilla',
    city: 'Medellín',
    latitude: 6.2708,
    longitude: -75.5659,
    capacity: 1200,
    about: {
      es: 'El Pabellón Los Yarumos es un espacio cubierto entre árboles, cerca de la estación Universidad; si llueve, el evento sigue igual.',
      en: 'Pabellón Los Yarumos is a covered space among trees near Universidad station; if it rains, the event goes on.',
    },
    access: patio,
  },
  {
    key: 'guayacan',
    name: 'Casa Guayacán',
    address: 'Carrera 37A # 8A-32, Provenza',
    city: 'Medellín',
    latitude: 6.2079,
    longitude: -75.5662,
    capacity: 180,
    about: {
      es: 'Casa Guayacán es una casa de los años cincuenta con taller, patio y una cocina que no se apaga; el aforo es pequeño a propósito.',
      en: 'Casa Guayacán is a house from the fifties with a workshop, a courtyard and a kitchen that never closes; it is small on purpose.',
    },
    access: old,
  },
  {
    key: 'aburra',
    name: 'Centro de Eventos Aburrá',
    address: 'Calle 30 # 55-120, Guayabal',
    city: 'Medellín',
    latitude: 6.2301,
    longitude: -75.5872,
    capacity: 1500,
    isManaged: true,
    about: {
      es: 'El Centro de Eventos Aburrá tiene parqueadero cubierto, salones contiguos y una zona de comidas abierta durante toda la jornada.',
      en: 'Centro de Eventos Aburrá has covered parking, adjoining rooms and a food area that is open all day.',
    },
    access: lift,
  },
  {
    key: 'cedro',
    name: 'Auditorio Monte Cedro',
    address: 'Carrera 11 # 81-42, El Nogal',
    city: 'Bogotá',
    latitude: 4.6653,
    longitude: -74.0524,
    capacity: 480,
    about: {
      es: 'El Auditorio Monte Cedro está forrado en madera y fue afinado para música de cámara: se oye cada respiración, así que apaga tu celular.',
      en: 'Auditorio Monte Cedro is lined in wood and tuned for chamber music: every breath is heard, so please switch off your phone.',
    },
    access: lift,
  },
  {
    key: 'veintiuno',
    name: 'Bodega Veintiuno',
    address: 'Calle 21 # 37-40, Puente Aranda',
    city: 'Bogotá',
    latitude: 4.6268,
    longitude: -74.0921,
    capacity: 1100,
    about: {
      es: 'Bodega Veintiuno es una nave industrial de Puente Aranda con techos de doce metros, bicicletero vigilado y salida directa a la carrera 30.',
      en: 'Bodega Veintiuno is an industrial nave in Puente Aranda with twelve-metre ceilings, guarded bicycle parking and easy access to Carrera 30.',
    },
    access: ramp,
  },
  {
    key: 'alisos',
    name: 'Casa de los Alisos',
    address: 'Calle 11 # 3-58, La Candelaria',
    city: 'Bogotá',
    latitude: 4.5962,
    longitude: -74.0714,
    capacity: 160,
    about: {
      es: 'La Casa de los Alisos es una casa colonial de La Candelaria con tres patios; por las noches hace frío, así que trae un abrigo liviano.',
      en: 'Casa de los Alisos is a colonial house in La Candelaria with three courtyards; nights are cold, so bring a light coat.',
    },
    access: old,
  },
  {
    key: 'arlequin',
    name: 'Teatro Arlequín',
    address: 'Carrera 17 # 39B-20, Teusaquillo',
    city: 'Bogotá',
    latitude: 4.6312,
    longitude: -74.0735,
    capacity: 540,
    about: {
      es: 'El Teatro Arlequín abrió en los años cuarenta en Teusaquillo; sus butacas fueron restauradas y desde todas se ve el escenario completo.',
      en: 'Teatro Arlequín opened in Teusaquillo in the forties; its seats have been restored, and the whole stage is visible from each of them.',
    },
    access: ramp,
  },
  {
    key: 'cordillera',
    name: 'Salón Cordillera',
    address: 'Calle 100 # 13-76, Chicó',
    city: 'Bogotá',
    latitude: 4.6837,
    longitude: -74.0468,
    capacity: 420,
    about: {
      es: 'El Salón Cordillera tiene luz natural, pantallas visibles desde todas las mesas y una terraza para las conversaciones que siguen en el café.',
      en: 'Salón Cordillera has daylight, screens that can be seen from every table and a terrace for conversations that go on over coffee.',
    },
    access: lift,
  },
  {
    key: 'galpon',
    name: 'Galpón San Fernando',
    address: 'Calle 5 # 34-30, San Fernando',
    city: 'Cali',
    latitude: 3.4297,
    longitude: -76.5446,
    capacity: 700,
    about: {
      es: 'El Galpón San Fernando tiene pista de madera, ventilación cruzada y agua gratis en la barra: aquí se viene a bailar.',
      en: 'Galpón San Fernando has a wooden floor, cross ventilation and free water at the bar: people come here to dance.',
    },
    access: ramp,
  },
  {
    key: 'rio',
    name: 'Teatro del Río',
    address: 'Avenida 4 Oeste # 3-62, Normandía',
    city: 'Cali',
    latitude: 3.4541,
    longitude: -76.5418,
    capacity: 520,
    about: {
      es: 'El Teatro del Río queda junto al río Cali; llega temprano y camina un rato por la ribera, que a esa hora refresca.',
      en: 'Teatro del Río stands beside the Cali river; come early and walk along the bank, which is cool at that hour.',
    },
    access: lift,
  },
  {
    key: 'mangos',
    name: 'Casa Los Mangos',
    address: 'Carrera 10 # 2-38, San Antonio',
    city: 'Cali',
    latitude: 3.4462,
    longitude: -76.5404,
    capacity: 150,
    about: {
      es: 'Casa Los Mangos está en lo alto de San Antonio, con un patio sombreado y vista a los techos del barrio.',
      en: 'Casa Los Mangos is at the top of San Antonio, with a shaded courtyard and a view over the roofs.',
    },
    access: old,
  },
  {
    key: 'terraza',
    name: 'Terraza Farallones',
    address: 'Avenida Roosevelt # 39-25, Tequendama',
    city: 'Cali',
    latitude: 3.4219,
    longitude: -76.5413,
    capacity: 380,
    about: {
      es: 'La Terraza Farallones mira a la cordillera; cuando cae la tarde entra la brisa y se agradece una chaqueta ligera.',
      en: 'Terraza Farallones looks towards the mountains; when the afternoon ends the breeze comes in and a light jacket is welcome.',
    },
    access: lift,
  },
  {
    key: 'claustro',
    name: 'Claustro de Santa Inés',
    address: 'Calle del Curato # 38-47, Centro',
    city: 'Cartagena',
    latitude: 10.4256,
    longitude: -75.5483,
    capacity: 350,
    about: {
      es: 'El Claustro de Santa Inés es un patio del siglo XVII con arcos, mangos y sillas a la sombra, a cinco calles de la Torre del Reloj.',
      en: 'Claustro de Santa Inés is a seventeenth-century courtyard with arches, mango trees and seats in the shade, five streets from the clock tower.',
    },
    access: patio,
  },
  {
    key: 'baluarte',
    name: 'Baluarte San Gregorio',
    address: 'Calle de la Muralla # 36-12, San Diego',
    city: 'Cartagena',
    latitude: 10.4287,
    longitude: -75.5459,
    capacity: 800,
    about: {
      es: 'El Baluarte San Gregorio queda sobre la muralla, al aire libre y frente al mar; lleva calzado cómodo, porque el piso es de piedra.',
      en: 'Baluarte San Gregorio is on top of the wall, outdoors and facing the sea; wear comfortable shoes, because the floor is stone.',
    },
    access: ramp,
  },
  {
    key: 'muelle',
    name: 'Muelle de los Almendros',
    address: 'Avenida Miramar # 23-40, Manga',
    city: 'Cartagena',
    latitude: 10.4127,
    longitude: -75.5352,
    capacity: 600,
    about: {
      es: 'El Muelle de los Almendros entra en la bahía de Manga; hay zona cubierta, brisa constante y llegada en lancha o por la avenida.',
      en: 'Muelle de los Almendros reaches into the bay at Manga; it has a covered area, a steady breeze, and you can arrive by boat or by road.',
    },
    access: patio,
  },
]

/** How to get there and away, city by city. */
export const arrivals: Readonly<Record<string, Words>> = {
  Medellín: {
    es: 'En la zona hay poco parqueadero: es más fácil llegar en metro, bus o bicicleta, y a la salida habrá un punto señalizado para pedir carro.',
    en: 'Parking is scarce in the area: it is easier to come by metro, bus or bicycle, and a marked pick-up point will be ready when you leave.',
  },
  Bogotá: {
    es: 'Sal con tiempo, porque el tráfico no perdona; hay dónde dejar la bicicleta y, a la salida, un punto señalizado para pedir carro.',
    en: 'Set out early, because the traffic forgives nobody; there is room for bicycles, and a marked pick-up point when you leave.',
  },
  Cali: {
    es: 'Si vienes en carro, los parqueaderos vecinos dan tarifa de evento; si no, a la salida hay un punto señalizado para pedir taxi.',
    en: 'If you drive, the car parks nearby have an event rate; if not, there is a marked taxi point when you leave.',
  },
  Cartagena: {
    es: 'Llega caminando o en taxi, porque las calles del sector se cierran al paso de carros; a la salida te orientamos hasta el punto de recogida.',
    en: 'Come on foot or by taxi, because the streets around are closed to cars; when you leave, we will show you the way to the pick-up point.',
  },
}
