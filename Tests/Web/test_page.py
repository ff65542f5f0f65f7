"""What a person sees. Each test gets the path of a browser, and a folder for pictures or None."""

import contextlib
import os
import socket
import time

from browser import Browser
from fixture import Fixture

DESK, PHONE = (1280, 900), (390, 844)
NODES = "[...document.querySelectorAll('[data-cluster=shop] .node')].map(n => [n.dataset.member, n.dataset.role])"
EVIL = "<script>document.title='owned'</script>"


@contextlib.contextmanager
def shown(path, size=DESK, dark=False, fixture=None):
    """The page in a browser, drawn whole."""
    with contextlib.ExitStack() as stack:
        fixture = fixture or stack.enter_context(Fixture())
        page = Browser(path, *size, dark=dark)
        stack.callback(page.close)
        page.open(f"{fixture.address}/")
        page.until("document.querySelectorAll('.cluster').length === 3 && document.querySelectorAll('.lags').length === 3")
        page.until("document.querySelectorAll('[data-cluster=shop] .runs li').length === 2")
        yield page, fixture


def equal(found, expected):
    assert found == expected, f"expected {expected}, found {found}"


def quiet(page):
    """Nothing was complained about: no error of a script, of the policy, of loading."""
    equal(page.complaints, [])


def test_it_changes_without_being_loaded_again(path, _):
    with shown(path) as (page, fixture):
        page.value("window.wasHere = true")
        equal(page.value(NODES), [["db1", "primary"], ["db2", "replica"], ["db3", "replica"], [EVIL, "replica"], ["db5", "not seen"]])
        equal(page.value("[...document.querySelectorAll('[data-cluster=shop] .edge:not(.way)')].map(e => [e.dataset.from, e.dataset.to])"),
              [["db1", "db2"], ["db2", "db3"], ["db1", EVIL]])
        equal(page.value("[...document.querySelectorAll('[data-cluster=shop] .edge.way')].map(e => [e.dataset.from, e.dataset.to])"),
              [["VIP", "db1"], ["px1", "db1"], ["px2", "db1"]])
        equal(page.value("document.querySelector('[data-cluster=shop] .badge').textContent"), "▲ WARNING")
        fixture.change()
        page.until("document.querySelector('[data-cluster=shop] progress')?.value === 4")
        equal(page.value("document.querySelector('[data-cluster=shop] .badge').textContent"), "✕ CRITICAL")
        equal(page.value(NODES)[0], ["db1", "not seen"])
        assert page.value("document.querySelector('[data-cluster=shop] .verdict').textContent").count("db1 is process-dead") == 1
        equal(page.value("document.getElementById('news').textContent.startsWith('shop is now CRITICAL: ')"), True)
        equal(page.value("document.querySelector('.cluster').dataset.cluster"), "shop")
        fixture.change()
        page.until("document.querySelector('[data-cluster=shop] .node.primary')?.dataset.member === 'db2'")
        equal(page.value("[...document.querySelectorAll('[data-cluster=shop] .edge.way')].map(e => e.dataset.to)"), ["db2"] * 3)
        equal(page.value("document.querySelector('progress')"), None)
        equal(page.value("window.wasHere"), True)
        quiet(page)


def test_two_writers_are_both_shown(path, pictures):
    with shown(path) as (page, fixture):
        for _ in range(3):
            fixture.change()
        page.until("document.querySelectorAll('[data-cluster=shop] .node.rival').length === 2")
        equal(page.value("[...document.querySelectorAll('[data-cluster=shop] .node.rival')].map(n => [n.dataset.member, n.dataset.role])"), [["db1", "takes writes"], ["db2", "takes writes"]])
        equal(page.value("document.querySelectorAll('[data-cluster=shop] .node.primary').length"), 0)
        assert page.value("document.querySelector('[data-cluster=shop] summary').innerText").count("Two writers: P02 db1 and db2 both take writes") == 1
        assert "Not acting: cut off: it sees two of etcd's three" in page.value("document.querySelector('[data-cluster=shop] .notices').innerText")
        keep(page, pictures, "torn")
        quiet(page)


def test_many_clusters(path, pictures):
    """Those in trouble come first and stand open; the others are a line each, and a change of one draws no other anew."""
    with Fixture(crowd=200) as fixture:
        page = Browser(path, *PHONE)
        page.open(f"{fixture.address}/")
        page.until("document.querySelectorAll('.cluster').length === 203")
        equal(page.value("[...document.querySelectorAll('.cluster')].filter(c => c.open).map(c => c.dataset.cluster)"), ["mail", "shop"])
        equal(page.value("[...document.querySelectorAll('.cluster')].slice(0, 5).map(c => c.dataset.cluster)"), ["mail", "shop", "archive", "other1", "other2"])
        equal(page.value("document.documentElement.scrollWidth"), PHONE[0])
        keep(page, pictures, "many")
        page.value("document.querySelector('[data-cluster=other7] summary').click()")
        page.until("document.querySelector('[data-cluster=other7] .lags') !== null")
        page.value("window.drawn = document.querySelector('[data-cluster=other7] .picture svg'); true")
        fixture.change()
        page.until("document.querySelector('.cluster').dataset.cluster === 'shop'")
        equal(page.value("window.drawn === document.querySelector('[data-cluster=other7] .picture svg')"), True)
        quiet(page)
        page.close()


def test_nothing_that_a_server_says_is_markup(path, _):
    with shown(path) as (page, fixture):
        fixture.change()
        page.until("document.querySelector('[data-cluster=shop] .badge').textContent.includes('CRITICAL')")
        assert "nobody takes writes: <img src=x onerror" in page.value("document.querySelector('[data-cluster=shop] .findings').textContent")
        assert page.value(f"[...document.querySelectorAll('.node title')].some(t => t.textContent.startsWith({EVIL!r}))")
        equal(page.value("document.querySelectorAll('main img, main script').length"), 0)
        equal(page.value("document.title"), "✕ CRITICAL shop, mail · hactl")
        quiet(page)


def test_it_says_who_acts_and_why_nothing_is_done(path, _):
    with shown(path) as (page, _fixture):
        notices = page.value("Object.fromEntries([...document.querySelectorAll('.cluster')].map(c => [c.dataset.cluster, c.querySelector('.notices').innerText]))")
        assert "Acting: this watch leads, others stand by" in notices["shop"], notices
        assert "Not acting: stands by: monitor2 (pid 812) leads" in notices["mail"], notices
        assert "Paused until " in notices["mail"] and "by ana (web, from 127.0.0.1): new disks in mx1" in notices["mail"], notices
        assert "Nothing is done: it is paused until the disks of mx1 are in; another watch leads" in notices["mail"], notices
        assert "its policy names nothing that may be done unattended" in notices["archive"], notices
        quiet(page)


def test_a_run_leads_to_its_report(path, pictures):
    with shown(path) as (page, _fixture):
        page.value("document.querySelector('.runs a').click()")
        page.until("document.querySelector('h2')?.textContent === 'Timeline'")
        assert page.value("location.pathname").startswith("/runs/shop-")
        equal(page.value("getComputedStyle(document.body).maxWidth"), "1120px")
        keep(page, pictures, "report")


def test_a_lost_connection_is_told_and_found_again(path, pictures):
    with contextlib.ExitStack() as stack:
        with Fixture() as first:
            page, _ = stack.enter_context(shown(path, fixture=first))
            equal(page.value("document.getElementById('lost').hidden"), True)
            port = first.port
        page.until("!document.getElementById('lost').hidden")
        assert page.value("document.getElementById('lost').textContent").startswith("Connection to the watch lost ")
        equal(page.value("document.body.className"), "stale")
        keep(page, pictures, "lost")
        stack.enter_context(Fixture(port))
        page.until("document.getElementById('lost').hidden", limit=60)
        page.until("document.getElementById('connection').textContent.includes('live')")


def test_every_size_and_both_lights(path, pictures):
    for name, size, dark in (("desk", DESK, False), ("phone", PHONE, False), ("desk-dark", DESK, True), ("phone-dark", PHONE, True)):
        with shown(path, size, dark) as (page, _fixture):
            # Nothing hangs over the edge, whatever its name is.
            equal(page.value("[document.documentElement.scrollWidth, [...document.querySelectorAll('main *')].filter(e => e.getBoundingClientRect().right > innerWidth + 1).length]"), [size[0], 0])
            equal(page.value("getComputedStyle(document.querySelector('.columns')).gridTemplateColumns.split(' ').length"), 2 if size is DESK else 1)
            light = page.value("getComputedStyle(document.body).backgroundColor.match(/\\d+/g).map(Number).reduce((a, b) => a + b)")
            equal(light < 200, dark)
            keep(page, pictures, name)
            quiet(page)


def test_everything_has_words(path, _):
    with shown(path) as (page, _fixture):
        equal(page.value("[...document.querySelectorAll('svg')].filter(s => !s.getAttribute('aria-label') && s.getAttribute('aria-hidden') !== 'true').length"), 0)
        told = page.value("document.querySelector('[data-cluster=shop] .picture svg').getAttribute('aria-label')")
        assert "db1 takes writes and holds the VIP" in told and "db3 follows db2, 7 s behind" in told and "db5 is not seen" in told, told
        lag = page.value("document.querySelector('[data-cluster=shop] .lags').getAttribute('aria-label')")
        assert "db3: now 6 s, at most 6 s" in lag, lag
        equal(page.value("[...document.querySelectorAll('section')].every(s => s.getAttribute('aria-label'))"), True)


def test_no_descriptor_is_left_behind(_path, _pictures):
    with Fixture() as fixture:
        # The first timer of a process opens one for good.
        crowd(fixture)
        before = fixture.descriptors()
        for _ in range(3):
            crowd(fixture, before)
            equal(fixture.descriptors(), before)


def crowd(fixture, before=0):
    """Many come, each is answered, and all go away without a word."""
    clients = [socket.create_connection(("127.0.0.1", fixture.port)) for _ in range(40)]
    for number, client in enumerate(clients):
        path = "/api/v1/events" if number % 2 else "/healthz"
        client.sendall(f"GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
    for client in clients:
        assert client.recv(12) == b"HTTP/1.1 200"
    assert fixture.descriptors() >= before + 40
    for client in clients:
        client.close()
    end = time.monotonic() + 30
    while fixture.sockets() > 1 and time.monotonic() < end:
        time.sleep(0.02)
    equal(fixture.sockets(), 1)


def keep(page, folder, name):
    if folder:
        os.makedirs(folder, exist_ok=True)
        page.picture(os.path.join(folder, f"{name}.png"))
