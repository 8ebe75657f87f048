import { Socket } from 'node:net'
import { vi } from 'vitest'

/** Records every address that this process tries to connect to, whoever asks, until `stop`. */
export const recordAttempts = (): { readonly attempts: string[]; readonly stop: () => void } => {
  const attempts: string[] = []
  const connect = Reflect.get(Socket.prototype, 'connect')
  const spy = vi.spyOn(Socket.prototype, 'connect').mockImplementation(function (this: Socket, ...given: unknown[]) {
    this.on('connectionAttempt', (address: string, port: number) => attempts.push(`${address}:${port}`))
    return Reflect.apply(connect, this, given) as Socket
  })
  return { attempts, stop: () => spy.mockRestore() }
}
