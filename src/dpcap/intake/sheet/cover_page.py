"""The cover: who fills in what, how, until when; and what the sheet is, in cells to be read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from dpcap.intake.sheet.about import DIGEST, SHEET
from dpcap.intake.sheet.area_page import AreaPage
from dpcap.intake.sheet.content import SheetContent
from dpcap.intake.sheet.page import MARK, SheetBook, SheetPage
from dpcap.intake.sheet.reply_cells import VALUE, ReplyCell
from dpcap.intake.sheet.screen_page import ScreenPage
from dpcap.intake.sheet.shared_cells import kinds_offered
from dpcap.model.indicator import Indicator

_HOW_LINES = 6
_HOUR = 60
ABOUT = (
    SHEET,
    "provider",
    "person",
    "who",
    "framework",
    DIGEST,
    "generation",
    "written",
)


class PostShare(NamedTuple):
    """What one post has to fill in."""

    title: str
    questions: int
    figures: int
    minutes: float
    filled: int


@dataclass(frozen=True)
class CoverPage:
    """The first tab; `pages` are those that hold cells to fill in."""

    content: SheetContent
    pages: Sequence[tuple[AreaPage | ScreenPage, SheetPage]]

    def write(self, page: SheetPage) -> None:
        """Fills *page*."""
        book, content = page.book, self.content
        page.widths(32, 18, 18, 14, 12, 12)
        page.sheet.set_portrait()
        title = content.framework.title.say(book.language)
        page.put(0, 0, book.say("cover.title", framework=title), "title")
        page.put(1, 0, content.provider.name.say(book.language), "strong")
        page.put(2, 0, self._for_whom(book), "heading")
        row = 4
        for label, text in self._dates(book):
            page.spread(row, 1, 5, text)
            page.put(row, 0, label, "strong")
            row += 1
        row = self._shares(page, row + 1)
        row = self._how(page, row + 1)
        self._about(page, row + 1)

    def _for_whom(self, book: SheetBook) -> str:
        person = self.content.person
        if person is None:
            return book.say("cover.for_all")
        return book.say("cover.for_person", person=self._post(person, book))

    def _post(self, person: str, book: SheetBook) -> str:
        title = self.content.framework.people.get(person)
        return title.say(book.language) if title else person or book.say("cover.nobody")

    def _dates(self, book: SheetBook) -> Iterator[tuple[str, str]]:
        due = self.content.due
        yield book.say("cover.due"), str(due) if due else book.say("cover.no_due")
        contact = self.content.provider.contact
        told = MARK.join(filter(None, (contact.name, contact.phone, contact.email)))
        yield book.say("cover.contact"), told or book.say("cover.no_contact")
        yield from self._shops(book)

    def _shops(self, book: SheetBook) -> Iterator[tuple[str, str]]:
        content = self.content
        if not any(one.per == "shop" for one in content.indicators):
            return
        label = book.say("head.name")
        if not content.shops:
            yield label, book.say("cover.no_shops")
        elif content.rows is not None:
            yield label, book.say("cover.pending", count=len(content.shops), rows=content.rows)
        else:
            names = book.say("mark.list").join(one.name for one in content.shops)
            yield label, book.say("cover.shops", names=names)

    def _shares(self, page: SheetPage, row: int) -> int:
        """The table of who fills in how much, with formulas for what is filled in."""
        book = page.book
        page.put(row, 0, book.say("cover.who"), "heading")
        heads = ("people", "questions", "figures", "hours", "filled", "of_all")
        for column, key in enumerate(heads):
            page.put(row + 1, column, book.say(f"cover.{key}"), "head")
        shares = self._posts(book)
        first = row + 2
        for at, share in enumerate(shares, first):
            self._share(page, at, share, share.title)
        if len(shares) > 1:
            all_ = PostShare(
                book.say("cover.total"), *map(sum, zip(*(s[1:] for s in shares), strict=True))
            )
            self._share(page, first + len(shares), all_, None)
        return first + len(shares) + (len(shares) > 1)

    def _share(self, page: SheetPage, row: int, share: PostShare, post: str | None) -> None:
        book, due = page.book, share.questions + share.figures
        page.put(row, 0, share.title, "cell")
        page.put(row, 1, share.questions, "number")
        page.put(row, 2, share.figures, "number")
        page.put(row, 3, _time(share.minutes, book), "number")
        parts = [one.filled_by(tab, None if post is None else post) for one, tab in self.pages]
        page.reckon(row, 4, "=" + ("+".join(parts) or "0"), share.filled, "number")
        done = f"=IF({due}=0,1,MIN(1,E{row + 1}/{max(due, 1)}))"
        page.reckon(row, 5, done, min(1.0, share.filled / due) if due else 1, "share")

    def _posts(self, book: SheetBook) -> list[PostShare]:
        by_post: dict[str, list[Indicator]] = {}
        for one in self.content.indicators:
            by_post.setdefault(one.asked_of or "", []).append(one)
        order = [*self.content.framework.people, ""]
        posts = sorted(by_post, key=lambda post: order.index(post) if post in order else len(order))
        return [self._of_post(post, by_post[post], book) for post in posts]

    def _of_post(self, post: str, asked: Sequence[Indicator], book: SheetBook) -> PostShare:
        questions = [one for one in asked if one.per != "shop"]
        per_shop = [(one, self._due(one)) for one in asked if one.per == "shop"]
        minutes = sum(one.minutes or 0.0 for one in questions)
        minutes += sum((one.minutes or 0.0) * due for one, due in per_shop)
        shown = {one.id for one in asked}
        filled = sum(cell.node in shown and self._is_answer(cell) for cell in self.content.base)
        figures = sum(due for _, due in per_shop)
        return PostShare(self._post(post, book), len(questions), figures, minutes, filled)

    def _is_answer(self, cell: ReplyCell) -> bool:
        per_shop = self.content.framework.by_id[cell.node].per == "shop"
        return cell.field == VALUE and bool(cell.shop) == per_shop

    def _due(self, indicator: Indicator) -> int:
        """Of how many shops the figure is due."""
        content = self.content
        asked = sum(content.is_asked(indicator.id, shop.id) for shop in content.shops)
        return asked if content.rows is None else min(asked, content.rows)

    def _how(self, page: SheetPage, row: int) -> int:
        book = page.book
        page.put(row, 0, book.say("cover.how"), "heading")
        for place in range(1, _HOW_LINES + 1):
            page.spread(row + place, 0, 5, f"{place}. {book.say(f'cover.how.{place}')}")
        more = self._editable(page, row + _HOW_LINES + 1)
        return row + _HOW_LINES + more + 1

    def _editable(self, page: SheetPage, row: int) -> int:
        """What is said of files that anybody can edit, from *row* on; how many lines."""
        framework, language = self.content.framework, page.book.language
        editable = [kind for kind, one in framework.until_confirmed.items() if one.editable]
        for place, kind in enumerate(editable):
            counts_as = framework.until_confirmed[kind].counts_as
            titles = kinds_offered(framework, (kind, counts_as), language)
            said = page.book.say("cover.editable", kind=titles[0], counted=titles[1])
            page.spread(row + place, 0, 5, f"{_HOW_LINES + place + 1}. {said}")
        return len(editable)

    def _about(self, page: SheetPage, row: int) -> None:
        book, content = page.book, self.content
        page.put(row, 0, book.say("cover.about"), "heading")
        told = {
            SHEET: content.id,
            "provider": content.provider.id,
            "person": content.person or "",
            "who": "",
            "framework": content.framework.edition,
            DIGEST: content.framework.digest,
            "generation": str(content.generation),
            "written": content.written.isoformat(),
        }
        for at, name in enumerate(ABOUT, row + 1):
            page.put(at, 0, book.head(f"about.{name}", name), "id")
            if name == "who" and content.person is None:
                page.fill(at, 1, "")
            else:
                page.put(at, 1, told[name], "soft")


def _time(minutes: float, book: SheetBook) -> str:
    if minutes < _HOUR:
        return book.say("cover.minutes", minutes=f"{minutes:g}")
    return book.say("cover.many_hours", hours=f"{minutes / _HOUR:.1f}")
