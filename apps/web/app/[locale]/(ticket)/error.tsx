'use client'
export { default } from '../(stage)/error.tsx'
