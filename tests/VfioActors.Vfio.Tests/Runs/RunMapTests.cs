using VfioActors.Behaviors;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.Tests.Runs;

public sealed class RunMapTests
{
    private const ulong Space = 64;

    /// <summary>Random changes of two spaces, held against a plain array of pages after each.</summary>
    [Fact]
    public void Runs_tell_what_pages_would()
    {
        Random random = new(1);
        RunState state = new(new(keeps: true));
        var pages = new (ulong Number, ulong Colour)?[2, Space];
        for (var change = 0; change < 3_000; change++)
        {
            var (space, first) = (random.Next(2), (ulong)random.Next((int)Space));
            var count = 1 + (ulong)random.Next((int)(Space - first));
            var (number, colour) = ((ulong)random.Next(3) + first, (ulong)random.Next(2));
            if (random.Next(3) == 0) { state.Runs.Clear(space, new(first), new(count)); }
            else { state.Runs.Set(space, new(first), new(new(count), number, colour)); }
            var isSet = state.Runs.TryFrom(space, new(first), out _);
            for (var page = first; page < first + count; page++)
            {
                pages[space, page] = isSet ? (number + (page - first), colour) : null;
            }

            AssertSame(state, pages);
        }
    }

    [Fact]
    public void Equal_pages_make_equal_runs_and_fingerprints_whatever_led_there()
    {
        RunState whole = new(new(keeps: true));
        whole.Runs.Set(0, default, new(new(8), 100, 1));
        RunState pieces = new(new(keeps: true));
        foreach (var page in (ulong[])[3, 0, 7, 1, 5, 6, 2, 4])
        {
            pieces.Runs.Set(0, new(page), new(PageCount.One, 100 + page, 1));
        }

        Assert.Equal(1, pieces.Runs.Count);
        Assert.Equal(whole.Fingerprint, pieces.Fingerprint);
    }

    [Fact]
    public void What_is_taken_back_is_as_it_was()
    {
        Journal journal = new(keeps: true);
        RunState state = new(journal);
        state.Runs.Set(0, default, new(new(8), 100, 1));
        var (before, mark) = (state.Fingerprint, journal.Mark);
        state.Runs.Clear(0, new(2), new(3));
        state.Runs.Set(0, new(6), new(new(9), 1, 0));
        journal.BackTo(mark);
        Assert.Equal(before, state.Fingerprint);
        Assert.Equal(before, state.Recomputed());
    }

    /// <summary>Thousands of single pages, so that the tree has inner nodes, against a sorted dictionary.</summary>
    [Fact]
    public void Many_runs_are_found_and_taken_back_as_few_are()
    {
        Random random = new(5);
        Journal journal = new(keeps: true);
        RunState state = new(journal);
        SortedDictionary<(long Space, ulong Page), ulong> pages = [];
        for (var round = 0; round < 12; round++)
        {
            Scatter(random, state, pages, 2_000);
            var (before, mark, count) = (state.Fingerprint, journal.Mark, state.Runs.Count);
            Scatter(random, state, new(pages), 3_000);
            if (round % 3 == 0) { state.Runs.Clear(random.Next(3)); }
            if (round % 5 == 0) { state.Runs.Clear(); }
            journal.BackTo(mark);
            Assert.Equal(before, state.Fingerprint);
            Assert.Equal(before, state.Recomputed());
            Assert.Equal(count, state.Runs.Count);
            List<((long, ulong), ulong)> runs = [];
            foreach (var (key, run) in state.Runs) { runs.Add(((key.Space, key.Page.Value), run.First)); }
            Assert.Equal(pages.Select(page => (page.Key, page.Value)), runs);
        }

        Assert.True(pages.Count > 4_000, $"only {pages.Count} pages are set");
    }

    /// <summary>Numbers that never go on from page to page, so that every page is a run.</summary>
    private static void Scatter(
        Random random, RunState state, SortedDictionary<(long Space, ulong Page), ulong> pages, int times)
    {
        for (var time = 0; time < times; time++)
        {
            var (space, page) = (random.Next(3), (ulong)random.Next(4_000));
            if (random.Next(4) == 0)
            {
                state.Runs.Clear(space, new(page), new(3));
                for (var at = page; at < page + 3; at++) { pages.Remove((space, at)); }
                continue;
            }

            var number = 10_000_000 - (2 * page);
            state.Runs.Set(space, new(page), new(PageCount.One, number, 0));
            pages[(space, page)] = number;
        }
    }

    private static void AssertSame(RunState state, (ulong Number, ulong Colour)?[,] pages)
    {
        for (var space = 0; space < 2; space++)
        {
            for (var page = 0UL; page < Space; page++)
            {
                var found = state.Runs.TryFrom(space, new(page), out var run);
                Assert.Equal(pages[space, page], found ? (run.First, run.Colour) : null);
                if (!found) { Assert.True(state.Runs.Gap(space, new(page), new(Space - page)).Value > 0); }
            }
        }
    }
}
