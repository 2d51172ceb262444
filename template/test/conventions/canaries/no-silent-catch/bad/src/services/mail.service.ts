import { mailRepository } from '../repositories/mail.repository.ts';

const ignore = (): void => {};
function drop() {
  return undefined;
}

export const mailService = {
  a: () => mailRepository.send().catch(() => {}), // bad: no-silent-catch
  b: () => mailRepository.send().catch(() => undefined), // bad: no-silent-catch
  c: () => mailRepository.send().catch(() => void 0), // bad: no-silent-catch
  d: () => mailRepository.send().catch((_error: unknown) => {}), // bad: no-silent-catch
  e: () => mailRepository.send().catch(function () {}), // bad: no-silent-catch
  f: () => mailRepository.send().catch(async () => {}), // bad: no-silent-catch
  g: () => mailRepository.send()['catch'](() => {}), // bad: no-silent-catch
  h: () => mailRepository.send()?.catch(() => {}), // bad: no-silent-catch
  i: () => mailRepository.send().then(String, () => {}), // bad: no-silent-catch
  j: () => mailRepository.send().catch(ignore), // bad: no-silent-catch
  k: () => mailRepository.send().catch(drop), // bad: no-silent-catch
  l: () => mailRepository.send().catch(() => { return; }), // bad: no-silent-catch
};
