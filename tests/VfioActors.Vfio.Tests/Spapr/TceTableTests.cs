using VfioActors.Behaviors;
using VfioActors.Vfio.Spapr.Tables;

namespace VfioActors.Vfio.Tests.Spapr;

/// <summary>A table says what a dictionary of entries says, and can take everything back.</summary>
public sealed class TceTableTests
{
    [Theory, InlineData(false), InlineData(true)]
    public void A_table_is_what_was_put_last(bool keeps)
    {
        TableState state = new(new(keeps));
        SortedDictionary<(int, TceIndex), TceEntry> model = [];
        var random = 1UL;
        for (var step = 0; step < 2_000; step++)
        {
            var (window, index) = (Next(ref random, 3), new TceIndex((ulong)Next(ref random, 1500)));
            var count = 1 + Next(ref random, 700);
            var isLive = Next(ref random, 3) > 0;
            TceEntry live = new(new(1 + Next(ref random, 99)), new(4096), new(step), TceRights.Read);
            var entry = isLive ? live : default;
            state.Table.Put(window, index, in entry, count, TcePageShift.Smallest);
            for (var at = 0; at < count; at++)
            {
                var key = (window, index.Plus(at));
                if (isLive) { model[key] = entry.Behind(at, TcePageShift.Smallest); }
                else { model.Remove(key); }
            }

            if (step % 100 == 0) { Same(model, state.Table); }
        }

        Same(model, state.Table);
        Assert.Equal(state.Recomputed(), state.Fingerprint);
    }

    [Fact]
    public void What_is_taken_back_was_never_there()
    {
        Journal journal = new(keeps: true);
        TableState state = new(journal);
        var before = state.Fingerprint;
        var mark = journal.Mark;
        state.Table.Put(0, new(510), new(new(7), new(4096), new(1), TceRights.ReadWrite), 5, TcePageShift.Smallest);
        state.Table.Put(0, new(512), default, 2, TcePageShift.Smallest);
        Assert.Equal(2, state.Table.Leaves);
        journal.BackTo(mark);
        Assert.Equal(before, state.Fingerprint);
        Assert.Equal(0, state.Table.Leaves);
        Assert.Equal(before, state.Recomputed());
    }

    [Fact]
    public void Equal_contents_have_equal_fingerprints_whatever_led_there()
    {
        TceEntry entry = new(new(7), new(4096), new(1), TceRights.Read);
        TableState one = new(new(keeps: true));
        one.Table.Put(1, default, in entry, 4, TcePageShift.Smallest);
        TableState other = new(new(keeps: true));
        other.Table.Put(1, default, in entry, 600, TcePageShift.Smallest);
        other.Table.Put(1, new(4), default, 596, TcePageShift.Smallest);
        Assert.Equal(one.Fingerprint, other.Fingerprint);
        Assert.Equal(one.Table.Leaves, other.Table.Leaves);
    }

    private static void Same(SortedDictionary<(int Window, TceIndex Index), TceEntry> model, TceTable table)
    {
        List<((int, TceIndex), TceEntry)> found = [];
        for (var window = 0; window < 3; window++)
        {
            for (TceIndex at = default; table.TryLive(window, at, new(1 << 20), out at); at = at.Plus(1))
            {
                found.Add(((window, at), table[window, at]));
            }
        }

        Assert.Equal(model.Select(pair => (pair.Key, pair.Value)), found);
    }

    private static int Next(ref ulong random, int below)
    {
        unchecked { random = (random * 6364136223846793005) + 1442695040888963407; }

        return (int)((random >> 33) % (ulong)below);
    }
}
