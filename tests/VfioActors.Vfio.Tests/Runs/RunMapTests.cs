using VfioActors.Behaviors;

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
            if (random.Next(3) == 0) { state.Runs.Clear(space, first, count); }
            else { state.Runs.Set(space, first, new(count, number, colour)); }
            var isSet = state.Runs.TryFrom(space, first, out _);
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
        whole.Runs.Set(0, 0, new(8, 100, 1));
        RunState pieces = new(new(keeps: true));
        foreach (var page in (ulong[])[3, 0, 7, 1, 5, 6, 2, 4]) { pieces.Runs.Set(0, page, new(1, 100 + page, 1)); }
        Assert.Equal(1, pieces.Runs.Count);
        Assert.Equal(whole.Fingerprint, pieces.Fingerprint);
    }

    [Fact]
    public void What_is_taken_back_is_as_it_was()
    {
        Journal journal = new(keeps: true);
        RunState state = new(journal);
        state.Runs.Set(0, 0, new(8, 100, 1));
        var (before, mark) = (state.Fingerprint, journal.Mark);
        state.Runs.Clear(0, 2, 3);
        state.Runs.Set(0, 6, new(9, 1, 0));
        journal.BackTo(mark);
        Assert.Equal((before, before), (state.Fingerprint, state.Recomputed()));
    }

    private static void AssertSame(RunState state, (ulong Number, ulong Colour)?[,] pages)
    {
        for (var space = 0; space < 2; space++)
        {
            for (var page = 0UL; page < Space; page++)
            {
                var found = state.Runs.TryFrom(space, page, out var run);
                Assert.Equal(pages[space, page], found ? (run.First, run.Colour) : null);
                if (!found) { Assert.True(state.Runs.Gap(space, page, Space - page) > 0); }
            }
        }
    }
}
