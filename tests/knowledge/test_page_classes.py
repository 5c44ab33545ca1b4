import time

import pytest

from scriptward.knowledge.page_classes import classified
from scriptward.vocabulary.capture import RawPage
from scriptward.vocabulary.words import PageClass

SITE = "https://www.willowbrook.test"


def page(url, *, title="", headings=(), fields=()):
    return RawPage(
        key="p1",
        url=url if "://" in url else SITE + url,
        title=title,
        headings=headings,
        fields=fields,
    )


@pytest.mark.parametrize(
    "url,title,expected",
    [
        ("/", "Willowbrook Clinic", "general_public"),
        ("/index.html", "Willowbrook Clinic | Home", "general_public"),
        ("/es/", "Clínica Willowbrook", "general_public"),
        ("/en/home", "Heart Hospital of Austin", "general_public"),
        ("/about-us", "About us | Willowbrook", "general_public"),
        ("/contact", "Contact | Willowbrook", "general_public"),
        ("/locations/main-campus", "Main Campus", "general_public"),
        ("/news/2026/new-wing-opens", "New wing opens", "general_public"),
        ("/patients-visitors/visiting-hours", "Visiting hours", "general_public"),
        ("/privacy-practices", "Notice of Privacy Practices", "general_public"),
        ("/financial-assistance", "Financial assistance", "general_public"),
        ("/events/calendar", "Classes and events", "general_public"),
        ("/acerca-de", "Acerca de nosotros", "general_public"),
        ("/some/unheard-of-path", "A thing we do", "general_public"),
        ("/library/book-review", "Book review", "general_public"),
        ("/for-providers", "For health professionals", "general_public"),
        ("/about-mychart", "About our portal", "general_public"),
        ("/newsletter-signup", "Newsletter", "general_public"),
        ("/find-a-doctor", "Find a Doctor", "provider_search"),
        ("/find-a-doctor/search?specialty=cardio", "Results", "provider_search"),
        ("/find-a-provider/", "Find a provider", "provider_search"),
        ("/FindADoctor.aspx", "Physician finder", "provider_search"),
        ("/providers", "Our providers", "provider_search"),
        ("/doctors/search/?page=2", "Doctors", "provider_search"),
        ("https://doctors.willowbrook.test/", "Our doctors", "provider_search"),
        ("/physician-directory", "Physician directory", "provider_search"),
        ("/es/encuentre-un-medico", "Encuentre un médico", "provider_search"),
        ("/arztsuche", "Arzt finden", "provider_search"),
        ("/online-anfrage", "Termin vereinbaren – Onkologie", "appointment_form"),
        ("/leistungen/onkologie", "Onkologie", "condition_page"),
        ("/leistungen/gynaekologie", "Gynäkologie und Geburtshilfe", "condition_page"),
        ("/patients/rdv", "Prendre rendez-vous", "appointment_form"),
        ("/anmelden", "Anmelden", "login"),
        ("/veranstaltungen/termine", "Vorträge", "general_public"),
        ("/find-care", "Find care near you", "provider_search"),
        ("/doctors/jordan-avery-md", "Jordan Avery, MD", "provider_page"),
        ("/find-a-doctor/avery-jordan-1043", "Jordan Avery", "provider_page"),
        ("https://doctors.willowbrook.test/jordan-avery", "Jordan Avery", "provider_page"),
        ("/providers/profile/12345", "Dr. Avery", "provider_page"),
        ("/medicos/jordan-avery", "Jordan Avery", "provider_page"),
        ("/conditions/diabetes", "Diabetes", "condition_page"),
        ("/conditions-treatments/heart-failure", "Heart failure", "condition_page"),
        ("/services/oncology", "Cancer care", "condition_page"),
        ("/health-library/diseases/lupus", "Lupus", "condition_page"),
        ("/departments/behavioral-health/depression", "Depression", "condition_page"),
        ("/enfermedades/asma", "Asma", "condition_page"),
        ("/page/1337", "Living with HIV | Willowbrook", "condition_page"),
        ("/healthtopics/high-blood-pressure", "High blood pressure", "condition_page"),
        ("/womens-health/pregnancy", "Pregnancy", "condition_page"),
        ("/appointments", "Appointments", "appointment_form"),
        ("/request-an-appointment", "Request an appointment", "appointment_form"),
        ("/schedule-online", "Schedule online", "appointment_form"),
        ("/book/new", "Book", "appointment_form"),
        ("/urgent-care/check-in", "Save my spot", "appointment_form"),
        ("/doctors/jordan-avery-md/schedule", "Schedule", "appointment_form"),
        ("/services/oncology/second-opinion", "Second opinion", "appointment_form"),
        ("/solicitar-una-cita", "Solicitar una cita", "appointment_form"),
        ("/telehealth/virtual-visit", "Virtual visit", "appointment_form"),
        ("/appt/confirm", "Confirm", "appointment_form"),
        ("/assessment/hip-knee", "Hip and knee", "symptom_form"),
        ("/symptom-checker", "Symptom checker", "symptom_form"),
        ("/tools/risk-assessment/heart", "Heart risk assessment", "symptom_form"),
        ("/quiz/depression", "Depression quiz", "symptom_form"),
        ("/verificador-de-sintomas", "Verificador", "symptom_form"),
        ("/mychart", "MyChart", "login"),
        ("/patient-portal", "Patient portal", "login"),
        ("/portal/login", "Sign in", "login"),
        ("/MyChart/Authentication/Login", "MyChart - Login Page", "login"),
        ("https://mychart.willowbrook.test/", "MyChart", "login"),
        ("https://portal.health.willowbrook.test/land/welcome.action", "", "login"),
        ("/iniciar-sesion", "Iniciar sesión", "login"),
        ("/portal/forgot-password", "Forgot password", "login"),
        ("/portal/signup", "Create your account", "registration"),
        ("/new-patient-forms", "New patient forms", "registration"),
        ("/pre-registration", "Pre-registration", "registration"),
        ("/portal/inbox", "Inbox", "authenticated"),
        ("/MyChart/Home", "MyChart - Home", "authenticated"),
        ("https://mychart.willowbrook.test/MyChart/inside.asp?mode=labs", "Labs", "authenticated"),
        ("https://portal.willowbrook.test/appointments", "", "authenticated"),
        ("/portal/patient/test-results", "Test results", "authenticated"),
        ("/portal/appointments", "My appointments", "authenticated"),
        ("/account/settings", "Settings", "authenticated"),
        ("/lab-results", "Lab results", "authenticated"),
        ("/app#/my-messages", "App", "authenticated"),
        ("/pay-bill", "Pay your bill", "bill_pay"),
        ("/pay-my-bill/", "Pay my bill", "bill_pay"),
        ("/billing", "Billing", "bill_pay"),
        ("/paybill", "Pay", "bill_pay"),
        ("/paymybill/start", "Start", "bill_pay"),
        ("/es/pagar-mi-cuenta", "Pagar", "bill_pay"),
        ("/billpay/guest", "Guest pay", "bill_pay"),
        ("/pagar-factura", "Pagar su factura", "bill_pay"),
        ("https://pay.willowbrook.test/", "Willowbrook", "bill_pay"),
        ("/donate/checkout", "Checkout", "payment_page"),
        ("/make-a-payment", "Make a payment", "payment_page"),
        ("/refill", "Refill a prescription", "refill"),
        ("/pharmacy/prescription-refills", "Refills", "refill"),
        ("/resurtido-de-recetas", "Resurtido", "refill"),
        ("/careers", "Careers", "careers"),
        ("/careers/oncology-nurse", "Oncology nurse", "careers"),
        ("https://jobs.willowbrook.test/search", "Search jobs", "careers"),
        ("/es/empleos", "Empleos", "careers"),
        ("/search?q=x", "Search results", "unknown"),
        ("/7f3a", "", "unknown"),
    ],
)
def test_address_and_title_say_what_a_page_is_for(url, title, expected):
    page_class, reason = classified(page(url, title=title))

    assert (page_class.value, bool(reason)) == (expected, True), reason


@pytest.mark.parametrize(
    "url,fields,expected",
    [
        ("/", ("text|cardNumber|cc-number|Card number",), "payment_page"),
        ("/x", ("text|n||Member ID", "text|exp||Expiration date of coverage"), "registration"),
        ("/x", ("text|giftcard||Gift card code", "text|exp||Expiration date"), "unknown"),
        ("/portal/billing", ("text|cvv||Security code",), "payment_page"),
        ("/x", ("text|user||User", "password|pw|current-password|Password"), "login"),
        ("/x", ("password|a||Password", "password|b||Confirm"), "registration"),
        ("/x", ("email|e||E-mail", "password|a|new-password|Password"), "registration"),
        ("/x", ("select|reason||Reason for visit",), "appointment_form"),
        ("/x", ("textarea|s||Describe your symptoms",), "symptom_form"),
        ("/x", ("text|rx||Prescription number",), "refill"),
        ("/x", ("text|d||Doctor's name",), "provider_search"),
        ("/x", ("text|dob|bday|Date of birth",), "registration"),
        ("/x", ("text|n|name|Name", "textarea|m||Message"), "unknown"),
        ("/", ("search|q||Search", "email|e||Newsletter"), "general_public"),
        ("/about-us", ("search|q||Search", "email|e||Newsletter"), "general_public"),
        ("/x", ("submit|out||Sign out",), "authenticated"),
    ],
)
def test_fields_say_what_a_page_is_for(url, fields, expected):
    page_class, reason = classified(page(url, title="Page", fields=fields))

    assert page_class.value == expected, reason


@pytest.mark.parametrize("greeting", ["Welcome back, Ada", "Welcome, Ada", "Hola, Ada"])
def test_a_greeting_is_a_sign_of_a_signed_in_state(greeting):
    assert classified(page("/x", headings=(greeting,)))[0] is PageClass.AUTHENTICATED


def test_a_welcome_to_the_site_is_no_greeting():
    judged = classified(page("/", headings=("Welcome to Willowbrook Clinic",)))

    assert judged[0] is PageClass.GENERAL_PUBLIC


def test_the_reason_keeps_the_health_subject_to_itself():
    _, reason = classified(page("/conditions/diabetes", title="Diabetes"))

    assert reason == "address names a health subject"


def test_a_name_in_a_greeting_stays_out_of_the_reason():
    _, reason = classified(page("/portal/x", headings=("Welcome, Ada",)))

    assert "Ada" not in reason


@pytest.mark.parametrize("url", ["", "about:blank", "https://[::1", "https:///\ud800", "data:,x"])
def test_an_odd_address_is_no_error(url):
    assert classified(RawPage(key="p", url=url))[1]


def test_a_page_with_a_huge_title_address_and_fields_takes_no_time():
    hostile = page(
        "/" + "doctors/" * 100_000,
        title="schedule a " * 100_000,
        headings=("welcome " * 100_000,),
        fields=("text|" + "x " * 100_000,) * 10_000,
    )

    started = time.process_time()
    classified(hostile)

    assert time.process_time() - started < 0.5
