import type { CreateTransaction } from './wire.ts'

type Scenario = NonNullable<CreateTransaction['three_ds_auth_type']>
export type ThreeDsStep = {
  readonly current_step: 'SUPPORTED_VERSION' | 'FINGERPRINT' | 'AUTHENTICATION' | 'CHALLENGE'
  readonly current_step_status: 'PENDING' | 'Completed' | 'Error'
  readonly three_ds_method_data?: string
}

/** How the steps go on: after the last one the card decides (`card`), the payer does (`payer`), or it has failed. */
export type ThreeDsScript = { readonly steps: readonly ThreeDsStep[]; readonly after: 'card' | 'payer' | 'denied' | 'error' }

export function threeDsScript(scenario: Scenario, challengePage: string): ThreeDsScript {
  const version: ThreeDsStep = { current_step: 'SUPPORTED_VERSION', current_step_status: 'Completed' }
  const fingerprint: ThreeDsStep = {
    current_step: 'FINGERPRINT',
    current_step_status: 'PENDING',
    three_ds_method_data: frame('Verificando tu navegador'),
  }
  const authenticated: ThreeDsStep = { current_step: 'AUTHENTICATION', current_step_status: 'Completed' }
  const challenge: ThreeDsStep = {
    current_step: 'CHALLENGE',
    current_step_status: 'PENDING',
    three_ds_method_data: frame('Confirma la compra con tu banco', challengePage),
  }
  switch (scenario) {
    case 'no_challenge_success':
      return { steps: [version, fingerprint, authenticated], after: 'card' }
    case 'challenge_v2':
      return { steps: [version, fingerprint, challenge], after: 'payer' }
    case 'challenge_denied':
      return { steps: [version, fingerprint, challenge], after: 'denied' }
    case 'supported_version_error':
      return { steps: [{ current_step: 'SUPPORTED_VERSION', current_step_status: 'Error' }], after: 'error' }
    case 'authentication_error':
      return { steps: [version, fingerprint, { current_step: 'AUTHENTICATION', current_step_status: 'Error' }], after: 'error' }
  }
}

/** Wompi sends HTML with its entities escaped; the merchant unescapes it into a sandboxed iframe. */
function frame(text: string, href?: string): string {
  const markup = `<p>${text}</p>${href ? `<a href="${href}" target="_blank">Abrir la página del banco</a>` : ''}`
  return markup.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
}
