using VfioActors.Behaviors;
using VfioActors.Behaviors.Values;
using VfioActors.Exploration.Strategies;
using VfioActors.Vfio.Containers.Pins;

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
        Assert.Equal((0UL, 0L), (state.Pins.Pages, state.Pins.RunsNow));
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
        for (var page = 0UL; page < Pages; page += 2) { state.Pins.Pin(page, 1, 77 + page); }
        Assert.Equal((Pages / 2, (long)Pages / 2), (state.Pins.Pages, state.Pins.RunsNow));
        for (var page = 1UL; page < Pages; page += 2) { state.Pins.Pin(page, 1, 77 + page); }
        Assert.Equal((Pages, 1L), (state.Pins.Pages, state.Pins.RunsNow));
        Assert.Equal(new PinRun(0, 77, (uint)Pages, 1), state.Pins.RunAt(Pages / 2));
        for (var page = Pages; page > 0; page--) { state.Pins.Unpin(page - 1, 1); }
        Assert.Equal((0UL, 0L), (state.Pins.Pages, state.Pins.RunsNow));
    }

    [Fact]
    public void A_tebibyte_in_scattered_frames_comes_and_goes_in_any_order()
    {
        const ulong Pages = 1UL << 16;
        LedgerState state = new(new(keeps: false));
        for (var at = 0UL; at < Pages; at++) { state.Pins.Pin(Scattered(at) << 12, 1, 1 + Scattered(at)); }
        Assert.Equal((Pages, (long)Pages), (state.Pins.Pages, state.Pins.RunsNow));
        for (var at = 0UL; at < Pages; at++) { Assert.Equal(1 + at, state.Pins.RunAt(at << 12).FirstPfn); }
        for (var at = 0UL; at < Pages; at++) { state.Pins.Unpin(Scattered(at + 5) << 12, 1); }
        Assert.Equal((0UL, 0L), (state.Pins.Pages, state.Pins.RunsNow));

        static ulong Scattered(ulong at) => at * 40_503 % Pages;
    }

    [Fact]
    public void A_run_ends_at_a_multiple_of_eight_tebibytes()
    {
        LedgerState state = new(new());
        state.Pins.Pin(PinRun.PagesMax - 2, 4, 9);
        Assert.Equal(2, state.Pins.RunsNow);
        Assert.Equal(new PinRun(PinRun.PagesMax - 2, 9, 2, 1), state.Pins.RunAt(PinRun.PagesMax - 1));
        Assert.Equal(new PinRun(PinRun.PagesMax, 11, 2, 1), state.Pins.RunAt(PinRun.PagesMax));
        Assert.Equal(new PinRun(7, 0, PinRun.PagesMax - 9, 0), state.Pins.RunAt(7));
    }

    [Fact]
    public void A_page_that_is_not_pinned_is_never_unpinned()
    {
        LedgerState state = new(new());
        state.Pins.Pin(0, 2, 5);
        Assert.Throws<BrokenPromiseException>(() => state.Pins.Unpin(1, 2));
    }

    [Fact]
    public void A_pinned_page_stays_in_its_frame()
    {
        LedgerState state = new(new());
        state.Pins.Pin(0, 2, 5);
        Assert.Throws<BrokenPromiseException>(() => state.Pins.Pin(1, 1, 5));
    }

    private static void Change(SeededRandom random, PinLedger ledger, LedgerModel model, ulong space, ulong most)
    {
        var first = random.Next() % space;
        var pages = 1 + (random.Next() % most);
        var pfn = 1000 + first + (random.Next() % 8 == 0 ? space + most : 0);
        if (random.Next() % 5 < 3)
        {
            if (!model.MayPin(first, pages, pfn)) { return; }
            ledger.Pin(first, pages, pfn);
            model.Pin(first, pages, pfn);
        }
        else if (model.MayUnpin(first, pages))
        {
            ledger.Unpin(first, pages);
            model.Unpin(first, pages);
        }
    }
}
