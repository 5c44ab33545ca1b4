"""Words in addresses, titles and headings that say what a page is for.

English and Spanish; German, French, Italian and Portuguese for pages that ask for most care.
Patterns run over plain words: lower case, accents off, parts of a path divided by ` / `. The first
that matches wins, so what asks for more care stands first. Lines of a pattern are alternatives.
"""

import re

from scriptward.vocabulary.words import PageClass


def _any(lines: str) -> str:
    return "|".join(filter(None, map(str.strip, lines.splitlines())))


def _whole(lines: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![a-z0-9])(?:{_any(lines)})(?![a-z0-9])")


_PORTAL = _any("""
    mychart|my chart|patient ?portal|member ?portal|portal|followmyhealth|healow|athenahealth
    my ?health ?record|mi portal|portal (de|del) paciente|patient gateway|my ?account
""")
_INSIDE = _any("""
    home|inside|inbox|messages?|messaging|test ?results?|results?|visits?|health ?summary
    medications?|medicines|letters|documents?|records?|dashboard|account|profile|billing
    appointments?|schedul\\w*|payments?|refills?|mensajes|resultados|citas|expediente|app
""")
_CLINICAL = _any("""
    cancers?|oncology|tumou?rs?|leukemia|lymphoma|chemotherapy|cardiology|cardiac
    heart (disease|failure|attack|care)|stroke|diabetes|asthma|copd|arthritis|hiv|aids|std|sti
    hepatitis|depression|anxiety|bipolar|schizophrenia|psychiatry|mental ?health
    behaviou?ral ?health|addiction|substance (use|abuse)|alcohol (use|treatment)|opioids?
    pregnancy|pregnant|maternity|obstetrics|prenatal|abortion|miscarriage|infertility|fertility
    ivf|contraception|birth control|menopause|gynecology|urology|prostate|erectile dysfunction
    dermatology|psoriasis|eczema|neurology|epilepsy|seizures?|migraines?|alzheimers?|dementia
    parkinsons?|multiple sclerosis|dialysis|nephrology|kidney (disease|failure|stones)
    transplants?|orthopa?edics?|back pain|chronic pain|sleep apnea|bariatric
    weight loss surgery|eating disorders?|autism|adhd|gender affirming|sickle cell|lupus
    hypertension|high blood pressure|cholesterol|obesity|sexual health|lgbtq\\w*|transgender
    (chest|hip|knee|joint|neck|pelvic|abdominal)( \\w+)? pain|menstrua\\w+|endometriosis
    crohns?|colitis|gastroenterology|endocrinology|pulmonology|rheumatology|covid( 19)?
    influenza|hospice|palliative|embarazo|asma|salud mental|cardiologia|oncologia
    adiccion|depresion|ansiedad|onkologi\\w+|krebs\\w*|kardiologi\\w+|psychiatrie|schwangerschaft
    geburtshilfe|gynakologie|urologie|neurologie|sucht(hilfe|klinik)|oncologi[ae]|cardiologi[ae]
    grossesse|psichiatria|gravidanza|gravidez|psiquiatria
""")
_CONDITIONS = _any("""
    conditions?( (and|we) treat(ments?)?)?|diseases?( and conditions)?|treatments?
    health ?(library|topics?|encyclopedia|a z|conditions?)|symptoms?|diagnos[ei]s
    enfermedad(es)?|condiciones|padecimientos|tratamientos?|sintomas|biblioteca de salud
""")
_PROVIDERS = _any("""
    (?<!for )(doctors?|providers?|physicians?)|find a? ?(doctor|provider|physician)
    our (doctors|providers)|clinicians?|surgeons?|dentists?|care team|medicos?|doctores|proveedores
""")

_SIGNS: dict[PageClass, str] = {
    PageClass.LOGIN: """
        log ?(in|out)|sign ?(in|out)|logon|signon|sso|authenticat(e|ion)|auth|saml|oauth2?
        (forgot|reset) (your )?(password|username)|iniciar sesion|acceder|ingresar
        anmelden|einloggen|(se )?connecter|connexion|accedi|entrar
    """,
    PageClass.REGISTRATION: """
        (?<!newsletter )sign ?up|create (an |your )?account|(pre ?)?register|(pre ?)?registration
        enroll(ment)?|activate( account)?|new patient( forms?| paperwork)?|intake( forms?)?
        registr(o|arse)|inscripcion|crear (una )?cuenta|paciente nuevo|registrieren|konto anlegen
    """,
    PageClass.AUTHENTICATED: rf"""
        (?:{_PORTAL}) //?(?: \w+ /)? ?(?:{_INSIDE})
        inbox|test results?|my (results|messages|records|appointments|health|visits|bills)
        mis (resultados|mensajes|citas)|dashboard|(?<!pagar )mi cuenta|lab ?results
        (?<=/ )account(?= /|$)
    """,
    PageClass.REFILL: """
        refills?|prescription (renewal|transfer)s?|renew (a |your )?prescription
        resurt\\w+|renovar receta|surtir receta
    """,
    PageClass.PAYMENT_PAGE: """
        checkout|make a payment|payment (form|details|method)|quick ?pay|realizar pago
        pagar ahora
    """,
    PageClass.BILL_PAY: """
        (pay|paying) (my |your |a |an )?(hospital |medical )?(bill|invoice|balance|online)s?
        bill ?pay(ment)?|pay ?(my ?)?bill|online payments?|payments?|billing|my bill|guest pay|pay
        pag(ar|o|os|ue)( (de )?(su |mi |la )?(factura|cuenta))?|facturas?|facturacion
    """,
    PageClass.SYMPTOM_FORM: """
        (symptom|sintomas?|self) ?(checker|assessment|check|quiz|triage)|triage
        (risk|health|hra|depression|anxiety|pain) (assessment|quiz|screen(ing|er)?)
        assessments?|quiz|questionnaire|screener|check your symptoms|risk calculator|evaluador
        verificador de sintomas|evaluacion de (salud|riesgo)|cuestionario
    """,
    PageClass.APPOINTMENT_FORM: """
        appointments?|schedul(e|ing|er)|open ?scheduling|booking|appts?
        book(?= (?:now|online|an?|your|appointment)| /|$)
        request (a |an )?(visit|consult(ation)?|callback)|(online )?check ?in
        virtual (visit|care)|video visits?|e visits?|telehealth visit|second opinion
        referrals?|save my spot|reserve( a spot)?|citas?|agend(ar?|e|amiento)|reservar
        programar (una )?cita|solicitar (una )?(cita|consulta)
        (wunsch)?termin(vereinbarung|anfrage|buchung)?|termine (vereinbaren|buchen)
        (prendre )?rendez vous|rdv|appuntament[oi]|prenota(zion[ei]|re)?|agendamento|marcar consulta
    """,
    PageClass.PROVIDER_SEARCH: """
        find (a |an |your )?(doctor|provider|physician|specialist|surgeon|dentist|care|pcp)s?
        (provider|physician|doctor) (directory|search|finder|results)|findadoctor|find ?care
        choose (a |your )?(doctor|provider)|directorio medico
        (encuentr[ea]|busca[r]?|busque|encontrar) (un |a un |su |a su )?(medico|doctor)
        (encuentr[ea]|busca[r]?|busque|encontrar) (un )?(proveedor|especialista)
        arztsuche|arzt (finden|suchen)|trouver un medecin|trova un medico
    """,
    PageClass.CONDITION_PAGE: f"{_CONDITIONS}|{_CLINICAL}",
}
_GENERAL = """
    about( us)?|contact( us)?|locations?|directions|parking|maps?|news|press|media|events?
    class(es)?|calendar|visitors?|visiting( hours)?|donate|giving|foundation|volunteers?
    privacy( policy| practices)?|terms( of use)?|accessibility|sitemap|faqs?|blog|stories
    insurance|financial assistance|price transparency|patients?|services?|specialties
    departments?|leadership|history|mission|acerca de|sobre nosotros|contact(o|enos)
    ubicaciones|noticias|eventos|privacidad|servicios|visitantes|shop|plans?|coverage
"""
_AFTER: tuple[tuple[PageClass, str], ...] = (
    (
        PageClass.PROVIDER_SEARCH,
        rf"(?:{_PROVIDERS})( directory)?(?: //? ?(?:search|results|directory)?)?$",
    ),
    (PageClass.LOGIN, rf"(?:^|(?<=/ ))(?:{_PORTAL})(?= /|$)"),
    (PageClass.GENERAL_PUBLIC, _GENERAL),
)

SIGNS: tuple[tuple[PageClass, re.Pattern[str]], ...] = tuple(
    (page_class, _whole(words)) for page_class, words in (*_SIGNS.items(), *_AFTER)
)
"""Page class and the words that say so, strongest first."""

CAREERS = _whole("""
    careers?|jobs?|employment|job (search|openings)|work (with|for) us|join our team|vacancies
    residency|fellowships?|empleos?|trabaja con nosotros|carreras|bolsa de trabajo
""")
"""Words of a place where people look for work."""

PROVIDER = re.compile(
    rf"(?<![a-z0-9])(?:{_PROVIDERS}|profiles?|bio) //? (?!search|results?|directory|specialt|all\b)"
    r"(?:\w+ )*\w{3,}"
)
"""A provider's own page: a part of the path below a list of providers."""

HOME = re.compile(
    r"(?:(?:en|es|en us|es us|home|index|default|inicio)(?: (?:html?|php|aspx?))?(?: / )?)*"
)
"""A path that is the site's front page."""

SITE_SEARCH = _whole("search( results?)?|buscar|busqueda")
"""A page of results for what was typed."""

GREETING = re.compile(
    r"(?:welcome back|welcome,|good (?:morning|afternoon|evening),|hello,|hi,|hola,"
    r"|bienvenid[oa](?: de nuevo)?,)",
    re.IGNORECASE,
)
"""The start of a heading that speaks to somebody who has signed in."""

SIGN_OUT = _whole("(sign|log) ?(out|off)|cerrar sesion|salir")
"""Words of a control that only a signed-in person gets."""
