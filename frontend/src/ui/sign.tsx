/** A project's key as a small guide sign. */
export function KeySign({ children, large = false }: { children: string; large?: boolean }) {
  return (
    <span
      className={`sign inline-grid shrink-0 place-items-center font-bold tracking-wide ${large ? 'min-w-14 px-3 py-[0.44rem] text-base leading-none' : 'px-2 py-[0.36rem] text-xs leading-none'}`}
    >
      {children}
    </span>
  )
}

/** The mark of the product: a lane with a card in it. */
export function Mark({ size = 26 }: { size?: number }) {
  return <img src="/icon.svg" alt="" width={size} height={size} />
}
