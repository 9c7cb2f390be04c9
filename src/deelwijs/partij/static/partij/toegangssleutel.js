// SPDX-License-Identifier: EUPL-1.2
// SPDX-FileCopyrightText: 2026 Deelwijs
// Passkeys: a section with data-toegangssleutel is shown when the browser knows them. Its value says what its button
// does: "inloggen" asks the server for a challenge, "gebruiken" and "maken" find it in the page.
(function () {
  'use strict'
  const keys = globalThis.webauthnJSON

  async function ask (section, form) {
    const kind = section.dataset.toegangssleutel
    if (kind === 'inloggen') {
      const answer = await fetch(form.action, { headers: { Accept: 'application/json' } })
      if (!answer.ok) throw new Error(String(answer.status))
      return keys.get((await answer.json()).request_options)
    }
    const data = JSON.parse(document.getElementById('sleutel-gegevens').textContent)
    if (kind === 'gebruiken') return keys.get(data.request_options)
    // Kept on the key itself and opened by its holder alone, so that it can also log in without a password.
    Object.assign(data.creation_options.publicKey.authenticatorSelection, {
      residentKey: 'required', requireResidentKey: true, userVerification: 'required'
    })
    return keys.create(data.creation_options)
  }

  for (const section of document.querySelectorAll('[data-toegangssleutel]')) {
    const form = section.querySelector('form')
    const notice = section.querySelector('[data-melding]')
    if (!keys || !keys.supported()) continue
    section.hidden = false
    form.addEventListener('submit', async function (event) {
      const field = form.elements.credential
      if (field.value) return
      event.preventDefault()
      notice.textContent = ''
      try {
        field.value = JSON.stringify(await ask(section, form))
        form.submit()
      } catch (fault) {
        field.value = ''
        notice.textContent = 'Dit is niet gelukt: de sleutel gaf geen antwoord, of u hebt gestopt. Probeer het opnieuw of kies een andere manier.'
      }
    })
  }
})()
