using VfioActors.Behaviors;
using VfioActors.Behaviors.Values;
using VfioActors.Exploration.Strategies;
using VfioActors.Vfio.Containers.Pins;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.Tests.Containers;

public sealed class PinLedgerTests
{
    private const int Changes = 3000;

    public static TheoryData<long, ulong, ulong> Walks => new()
    {
        // seed, pages of address space, pages of one call
        { 1, 12, 4 },
        { 2, 300, 40 },
        { 3, 4000, 3 },
        { 4, 4000, 900 },
    };

    [Theory, MemberData(nameof(Walks))]
    public void A_ledger_is_its_model_through_pins_unpins_and_returns(long seed, ulong space, ulong most)
    {
        Journal journal = new();
        LedgerState state = new(journal);
        LedgerModel model = new();
        SeededRandom random = new(seed);
        Stack<(int Mark, ulong Fingerprint, LedgerModel Model)> past = new([(0, state.Fingerprint, model.Copy())]);
        for (var change = 0; change < Changes; change++)
        {
            Change(random, state.Pins, model, space, most);
            if (random.Next() % 50 == 0) { past.Push((journal.Mark, state.Fingerprint, model.Copy())); }
            if (random.Next() % 150 == 0)
            {
                var (mark, fingerprint, then) = past.Peek();
                journal.BackTo(mark);
                model = then.Copy();
                Assert.Equal(fingerprint, state.Fingerprint);
            }

            if (change % 20 == 0) { model.AssertSame(state.Pins); }
            Assert.Equal(state.Recomputed(), state.Fingerprint);
        }

        Assert.InRange(past.Count, 10, Changes);
        journal.BackTo(0);
        Assert.Equal(default(PageCount), state.Pins.Pages);
        Assert.Equal(0L, state.Pins.RunsNow);
        Assert.Equal(new LedgerState(new()).Fingerprint, state.Fingerprint);
    }

    [Fact]
    public void Equal_pins_have_equal_fingerprints_and_unequal_ones_do_not()
    {
        SortedDictionary<string, ulong> seen = new(StringComparer.Ordinal);
        SortedDictionary<ulong, string> back = [];
        var again = 0;
        for (var seed = 0; seed < 300; seed++)
        {
            LedgerState state = new(new());
            LedgerModel model = new();
            SeededRandom random = new(seed);
            for (var change = 0; change < 30; change++)
            {
                Change(random, state.Pins, model, space: 4, most: 3);
                again += seen.TryAdd(model.Text, state.Fingerprint) ? 0 : 1;
                back.TryAdd(state.Fingerprint, model.Text);
                Assert.Equal(seen[model.Text], state.Fingerprint);
                Assert.Equal(back[state.Fingerprint], model.Text);
            }
        }

        Assert.InRange(again, 1000, int.MaxValue);
    }

    [Fact]
    public void Every_other_page_pinned_and_then_the_rest_is_one_run()
    {
        const ulong Pages = 20_000;
        LedgerState state = new(new(keeps: false));
        for (var page = 0UL; page < Pages; page += 2) { state.Pins.Pin(new(page), PageCount.One, new(77 + (long)page)); }
        Assert.Equal(new PageCount(Pages / 2), state.Pins.Pages);
        Assert.Equal((long)Pages / 2, state.Pins.RunsNow);
        for (var page = 1UL; page < Pages; page += 2) { state.Pins.Pin(new(page), PageCount.One, new(77 + (long)page)); }
        Assert.Equal(new PageCount(Pages), state.Pins.Pages);
        Assert.Equal(1L, state.Pins.RunsNow);
        Assert.Equal(new PinRun(default, new(77), (uint)Pages, 1), state.Pins.RunAt(new(Pages / 2)));
        for (var page = Pages; page > 0; page--) { state.Pins.Unpin(new(page - 1), PageCount.One); }
        Assert.Equal(default(PageCount), state.Pins.Pages);
        Assert.Equal(0L, state.Pins.RunsNow);
    }

    [Fact]
    public void A_tebibyte_in_scattered_frames_comes_and_goes_in_any_order()
    {
        const ulong Pages = 1UL << 16;
        LedgerState state = new(new(keeps: false));
        for (var at = 0UL; at < Pages; at++) { Pin(state.Pins, Scattered(at)); }
        Assert.Equal(new PageCount(Pages), state.Pins.Pages);
        Assert.Equal((long)Pages, state.Pins.RunsNow);
        for (var at = 0UL; at < Pages; at++) { Assert.Equal(1 + (long)at, state.Pins.RunAt(new(at << 12)).FirstPfn.Value); }
        for (var at = 0UL; at < Pages; at++) { state.Pins.Unpin(new(Scattered(at + 5) << 12), PageCount.One); }
        Assert.Equal(default(PageCount), state.Pins.Pages);
        Assert.Equal(0L, state.Pins.RunsNow);

        static ulong Scattered(ulong at) => at * 40_503 % Pages;
        static void Pin(PinLedger pins, ulong at) => pins.Pin(new(at << 12), PageCount.One, new(1 + (long)at));
    }

    [Fact]
    public void A_run_ends_at_a_multiple_of_eight_tebibytes()
    {
        LedgerState state = new(new());
        state.Pins.Pin(new(PinRun.PagesMax - 2), new(4), new(9));
        Assert.Equal(2, state.Pins.RunsNow);
        Assert.Equal(new PinRun(new(PinRun.PagesMax - 2), new(9), 2, 1), state.Pins.RunAt(new(PinRun.PagesMax - 1)));
        Assert.Equal(new PinRun(new(PinRun.PagesMax), new(11), 2, 1), state.Pins.RunAt(new(PinRun.PagesMax)));
        Assert.Equal(new PinRun(new(7), Pfn.None, PinRun.PagesMax - 9, 0), state.Pins.RunAt(new(7)));
    }

    [Fact]
    public void A_page_that_is_not_pinned_is_never_unpinned()
    {
        LedgerState state = new(new());
        state.Pins.Pin(default, new(2), new(5));
        Assert.Throws<BrokenPromiseException>(() => state.Pins.Unpin(new(1), new(2)));
    }

    [Fact]
    public void A_pinned_page_stays_in_its_frame()
    {
        LedgerState state = new(new());
        state.Pins.Pin(default, new(2), new(5));
        Assert.Throws<BrokenPromiseException>(() => state.Pins.Pin(new(1), PageCount.One, new(5)));
    }

    private static void Change(SeededRandom random, PinLedger ledger, LedgerModel model, ulong space, ulong most)
    {
        var first = random.Next() % space;
        var pages = 1 + (random.Next() % most);
        var pfn = 1000 + first + (random.Next() % 8 == 0 ? space + most : 0);
        if (random.Next() % 5 < 3)
        {
            if (!model.MayPin(first, pages, pfn)) { return; }
            ledger.Pin(new(first), new(pages), new((long)pfn));
            model.Pin(first, pages, pfn);
        }
        else if (model.MayUnpin(first, pages))
        {
            ledger.Unpin(new(first), new(pages));
            model.Unpin(first, pages);
        }
    }
}
