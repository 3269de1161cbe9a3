import type { Light } from './scan.ts'

type Tone = { readonly hertz: number; readonly atMs: number; readonly lengthMs: number }

/* Heard without looking: up is yes, three steps up is a guest of honour, one low long tone is no, two even short ones are "not yet". */
const tones: Readonly<Record<Light, readonly Tone[]>> = {
  go: [
    { hertz: 660, atMs: 0, lengthMs: 90 },
    { hertz: 990, atMs: 90, lengthMs: 140 },
  ],
  vip: [
    { hertz: 660, atMs: 0, lengthMs: 90 },
    { hertz: 880, atMs: 90, lengthMs: 90 },
    { hertz: 1320, atMs: 180, lengthMs: 220 },
  ],
  stop: [{ hertz: 170, atMs: 0, lengthMs: 420 }],
  hold: [
    { hertz: 440, atMs: 0, lengthMs: 80 },
    { hertz: 440, atMs: 160, lengthMs: 80 },
  ],
}
const shakes: Readonly<Record<Light, number[]>> = { go: [80], vip: [80, 60, 80, 60, 160], stop: [400], hold: [60, 60, 60] }

let sound: AudioContext | undefined

/** Browsers let a page sound only after a touch: called from the first one. */
export function wakeSound(): void {
  sound ??= new AudioContext()
  void sound.resume()
}

/** Sound and vibration of an answer. A door without either still has colour and words. */
export function signal(light: Light): void {
  navigator.vibrate?.(shakes[light])
  const context = sound
  if (!context || context.state !== 'running') return
  for (const { hertz, atMs, lengthMs } of tones[light]) play(context, hertz, context.currentTime + atMs / 1_000, lengthMs / 1_000)
}

function play(context: AudioContext, hertz: number, at: number, seconds: number): void {
  const voice = context.createOscillator()
  const volume = context.createGain()
  voice.type = 'triangle'
  voice.frequency.value = hertz
  volume.gain.setValueAtTime(0.35, at)
  volume.gain.exponentialRampToValueAtTime(0.001, at + seconds) // fades out: a hard end clicks
  voice.connect(volume).connect(context.destination)
  voice.start(at)
  voice.stop(at + seconds)
}
