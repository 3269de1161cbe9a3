/** Everyday Colombian names; together they are nobody in particular. */
export const firstNames = [
  'Valentina', 'Mariana', 'Sofía', 'Isabella', 'Camila', 'Daniela', 'Laura', 'Manuela', 'Sara', 'Juliana', 'Natalia', 'Paula', 'Andrea', 'Luisa Fernanda', 'Ana María', 'María José', 'Carolina', 'Gabriela', 'Alejandra', 'Diana', 'Catalina', 'Marcela',
  'Yuliana', 'Leidy', 'Yesenia', 'Luz Marina', 'Gloria', 'Martha', 'Beatriz', 'Claudia', 'Adriana', 'Ángela', 'Viviana', 'Tatiana', 'Melissa', 'Salomé', 'Antonia', 'Juan David', 'Juan Camilo', 'Santiago', 'Sebastián', 'Andrés', 'Felipe', 'Mateo',
  'Nicolás', 'Samuel', 'Daniel', 'Alejandro', 'Carlos', 'Jorge', 'Luis Fernando', 'Óscar', 'Diego', 'Julián', 'Esteban', 'Cristian', 'Jhon Jairo', 'Wilson', 'Edwin', 'Hernán', 'Ricardo', 'Mauricio', 'Iván', 'Camilo', 'Tomás', 'Simón', 'Emilio', 'Fabián',
] as const

export const familyNames = [
  'Restrepo', 'Gómez', 'Rodríguez', 'Martínez', 'García', 'López', 'Hernández', 'González', 'Pérez', 'Sánchez', 'Ramírez', 'Torres', 'Díaz', 'Vargas', 'Castro', 'Rojas', 'Moreno', 'Jiménez', 'Ortiz', 'Gutiérrez', 'Muñoz', 'Álvarez', 'Ruiz', 'Suárez', 'Herrera',
  'Medina', 'Quintero', 'Cardona', 'Zapata', 'Giraldo', 'Arango', 'Mejía', 'Londoño', 'Vélez', 'Uribe', 'Ospina', 'Salazar', 'Marín', 'Valencia', 'Mosquera', 'Caicedo', 'Angulo', 'Lucumí', 'Bustamante', 'Betancur', 'Agudelo', 'Montoya', 'Echeverri', 'Puello',
  'Barrios', 'Marrugo', 'Cogollo', 'Villalba', 'Pinzón', 'Camargo', 'Beltrán', 'Forero', 'Rincón', 'Cárdenas', 'Parra', 'Bernal', 'Acosta', 'Nieto', 'Cifuentes', 'Guerrero', 'Rosero', 'Erazo', 'Narváez', 'Trujillo', 'Perdomo', 'Polanía', 'Serrano', 'Ardila',
] as const
