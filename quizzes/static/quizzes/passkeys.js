// Passkeys: hands the server's options to the browser, and what the device signed to the form.
(() => {
  "use strict";
  if (!window.PublicKeyCredential) return;

  const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (c) => c.charCodeAt(0));
  const text = (buffer) =>
    btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  const known = (list) => (list || []).map((one) => ({ ...one, id: bytes(one.id) }));

  async function make(options) {
    const key = options.publicKey;
    const made = await navigator.credentials.create({
      publicKey: {
        ...key,
        challenge: bytes(key.challenge),
        user: { ...key.user, id: bytes(key.user.id) },
        excludeCredentials: known(key.excludeCredentials),
      },
    });
    return {
      ...whole(made),
      response: {
        clientDataJSON: text(made.response.clientDataJSON),
        attestationObject: text(made.response.attestationObject),
        transports: made.response.getTransports ? made.response.getTransports() : [],
      },
    };
  }

  async function sign(options) {
    const key = options.publicKey;
    const signed = await navigator.credentials.get({
      publicKey: { ...key, challenge: bytes(key.challenge), allowCredentials: known(key.allowCredentials) },
    });
    return {
      ...whole(signed),
      response: {
        clientDataJSON: text(signed.response.clientDataJSON),
        authenticatorData: text(signed.response.authenticatorData),
        signature: text(signed.response.signature),
        userHandle: signed.response.userHandle ? text(signed.response.userHandle) : null,
      },
    };
  }

  const whole = (credential) => ({
    id: credential.id,
    rawId: text(credential.rawId),
    type: credential.type,
    authenticatorAttachment: credential.authenticatorAttachment || undefined,
    clientExtensionResults: credential.getClientExtensionResults(),
  });

  async function fetched(form) {
    const answer = await fetch(form.dataset.begin, { method: "POST", body: new FormData(form) });
    if (!answer.ok) throw new Error(`${answer.status}`);
    return answer.json();
  }

  for (const form of document.querySelectorAll("form[data-passkey]")) {
    const field = form.elements.credential;
    const trouble = form.querySelector("[data-trouble]");
    form.hidden = false;
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      trouble.hidden = true;
      try {
        const options = document.getElementById("passkey-options");
        const done = options ? await make(JSON.parse(options.textContent)) : await sign(await fetched(form));
        field.value = JSON.stringify(done);
        form.submit();
      } catch {
        trouble.hidden = false;
      }
    });
  }
})();
