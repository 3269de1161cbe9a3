'use client'
import { IconBulb, IconBulbOff, IconCamera } from '@tabler/icons-react'
import { useTranslations } from 'next-intl'
import classes from './door.module.css'
import { wakeSound } from './signal.ts'
import { useCamera } from './use-camera.ts'

/** The picture of the camera with a frame to aim by; when there is none, what to do instead. */
export function Camera({ onCode, typeCode }: { readonly onCode: (code: string) => void; readonly typeCode: () => void }) {
  const t = useTranslations('door')
  const { video, state, start, stop, isLit, light } = useCamera(onCode)
  const open = () => {
    wakeSound()
    void start()
  }
  const isOn = state === 'on' || state === 'starting'
  return (
    <div className={classes['camera']} data-state={state}>
      <video ref={video} muted playsInline hidden={!isOn} aria-label={t('camera.picture')} />
      {state === 'on' ? <span className={classes['aim']} aria-hidden="true" /> : null}
      {isOn ? (
        <div className={classes['cameraTools']}>
          {isLit === undefined ? null : (
            <button type="button" aria-pressed={isLit} onClick={() => void light()}>
              {isLit ? <IconBulbOff size={20} aria-hidden /> : <IconBulb size={20} aria-hidden />} {t('camera.torch')}
            </button>
          )}
          <button type="button" onClick={stop}>
            {t('camera.stop')}
          </button>
        </div>
      ) : (
        <div className={classes['noCamera']}>
          {state === 'off' ? (
            <>
              <p>{t('camera.ready')}</p>
              <button type="button" className={classes['main']} onClick={open}>
                <IconCamera size={22} aria-hidden /> {t('camera.start')}
              </button>
              <p className={classes['small']}>{t('camera.wedge')}</p>
            </>
          ) : (
            <div role="alert">
              <h2>{t(`camera.${state === 'denied' ? 'denied' : state === 'missing' ? 'missing' : 'failed'}.title`)}</h2>
              <p>{t(`camera.${state === 'denied' ? 'denied' : state === 'missing' ? 'missing' : 'failed'}.text`)}</p>
              <div className={classes['ways']}>
                <button type="button" className={classes['main']} onClick={open}>
                  {t('camera.again')}
                </button>
                <button
                  type="button"
                  onClick={() => {
                    wakeSound()
                    typeCode()
                  }}
                >
                  {t('camera.byHand')}
                </button>
              </div>
            </div>
          )}
        </div>
      )}
    </div>
  )
}
