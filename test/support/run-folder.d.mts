export function recordProcess(folder: string, pid: number): void
