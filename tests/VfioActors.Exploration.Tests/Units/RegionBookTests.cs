using VfioActors.Exploration.Scenarios;
using VfioActors.Exploration.Strategies.Sharing;
using VfioActors.Exploration.Units;
using VfioActors.Exploration.Units.Cuts;
using VfioActors.Exploration.Units.Regions;
using VfioActors.Exploration.Units.Work;
using VfioActors.Exploration.Worlds.Channels;
using VfioActors.Scenarios;

namespace VfioActors.Exploration.Tests.Units;

/// <summary>Who has which region, and what states of them travel as.</summary>
public sealed class RegionBookTests
{
    [Fact]
    public void Of_a_lost_worker_nothing_counts_and_all_that_came_is_given_again()
    {
        UnitLedger ledger = new(Pair(), "stateful", new(), new RegionSharing(2)) { UnitSize = 20 };
        var worker = Worker(ledger, 0);
        ledger.Join(0);
        for (var number = 0; number < 10; number++) { ledger.Accept(0, worker.Do(ledger.Take(0)!, default)); }
        var done = ledger.Progress.States;
        Assert.True(done >= 100);
        Assert.InRange(ledger.Lose(0), 100, done!.Value);
        Assert.Equal(0, ledger.Progress.States);
        Assert.True(ledger.GivenAgain > 0);
        ledger.Join(1);
        var first = ledger.Take(1)!;
        Assert.Single(first.Regions);
        Assert.NotEmpty(first.Entries);
    }

    /// <summary>Otherwise two large regions can be of one worker, while others have nothing to do.</summary>
    [Fact]
    public void A_region_goes_to_the_worker_that_has_least_to_do()
    {
        RegionBook book = new([1, 2, 9, 8], 0, new(1, 0), livelock: 0) { Workers = 3 };
        Assert.Equal([0], book.Take(Asked(7, false, 0))!.Regions);
        book.Accept(Unit(0), Result(0, done: [0], led: [1, 2]));
        Assert.Equal([1], book.Take(Asked(8, false, 1))!.Regions);
        Assert.Equal([2], book.Take(Asked(9, false, 2))!.Regions);
        book.Accept(Unit(2), Result(2, done: [2], led: [3]));
        Assert.Empty(book.Take(Asked(9, true, 3))!.Regions);
        Assert.Empty(book.Take(Asked(8, true, 4))!.Regions);
        Assert.Equal([3], book.Take(Asked(7, true, 5))!.Regions);
    }

    /// <summary>Who goes on elsewhere first need not keep it from one who has nothing to do.</summary>
    [Fact]
    public void A_region_that_its_worker_has_not_begun_goes_to_one_who_has_nothing_to_do()
    {
        RegionBook book = new([1, 1, 1, 1], 0, new(1, 0), livelock: 0) { Workers = 1 };
        var first = book.Take(Asked(7, false, 0))!;
        book.Accept(first, Result(0, done: [0], led: [1, 2]));
        Assert.Equal([1], book.Take(Asked(7, true, 1))!.Regions);
        Assert.Equal([2], book.Take(Asked(7, true, 2))!.Regions);
        Assert.Null(book.Take(Asked(8, false, 3)));
        book.Accept(Unit(1), Result(1, done: [0], led: []));
        Assert.Null(book.Take(Asked(8, false, 3)));
        book.Accept(Unit(2), Result(2, done: [0, 2], led: []));
        var taken = book.Take(Asked(8, false, 5))!;
        Assert.Equal([1], taken.Regions);
        Assert.Equal([1], taken.Entries.Select(entries => entries.Region));
        Assert.Null(book.Take(Asked(9, false, 6)));
        Assert.Equal([1], book.Take(Asked(7, true, 7))!.Dropped);

        // What the first did there meanwhile does not count.
        var done = book.Done;
        book.Accept(Unit(7), Result(7, done: [1], led: []));
        Assert.Equal(done, book.Done);
        book.Accept(Unit(5), Result(5, done: [1], led: []));
        Assert.Equal(done + 1, book.Done);
        Assert.True(book.IsEmpty);
    }

    /// <summary>What it does until it hears that it is not its region any more is done for nothing.</summary>
    [Fact]
    public void What_a_worker_did_in_a_region_before_that_came_back_to_it_does_not_count()
    {
        RegionBook book = new([1, 1], 0, new(1, 0), livelock: 0) { Workers = 2 };
        book.Accept(book.Take(Asked(7, false, 0))!, Result(0, done: [0], led: [1]));
        Assert.Equal([1], book.Take(Asked(7, true, 1))!.Regions);
        foreach (var number in (long[])[1, 2])
        {
            book.Take(Asked(7, true, 2));
            book.Accept(Unit(number), Result(number, done: [0], led: []));
        }

        book.Take(Asked(7, true, 3));
        Assert.Equal([1], book.Take(Asked(8, false, 4))!.Regions);
        Assert.Equal(1, book.Lose(8));
        var again = book.Take(Asked(7, true, 5))!;
        Assert.Equal([1], again.Dropped);
        Assert.Equal([1], again.Regions);
        var done = book.Done;
        book.Accept(Unit(3), Result(3, done: [1], led: []));
        Assert.Equal(done, book.Done);
        book.Accept(Unit(5), Result(5, done: [1], led: []));
        Assert.Equal(done + 1, book.Done);
    }

    [Fact]
    public void States_arrive_as_they_were_written()
    {
        EntryWriter writer = new();
        writer.AddStart(new(5, 0));
        List<(int[] Way, ReachedState Reached)> added = [([], new(5, 0))];
        Random random = new(1);
        var past = 1UL;
        for (var at = 0; at < 1_000; at++)
        {
            var before = added[^1].Way;
            int[] way = [.. before.Take(random.Next(before.Length + 1)),
                .. Enumerable.Range(0, random.Next(4)).Select(_ => random.Next(3) == 0 ? random.Next() : random.Next(9))];
            var step = random.Next(3);
            past = random.Next(3) == 0 ? (ulong)random.NextInt64() : past;
            ReachedState reached = new((ulong)random.NextInt64(), random.Next(2) == 0 ? 0 : past);
            writer.Add(way, step, reached);
            added.Add(([.. way, step], reached));
        }

        EntryReader reader = new(writer.Take(3));
        foreach (var (way, reached) in added)
        {
            Assert.True(reader.TryRead());
            Assert.Equal(way, reader.Way.ToArray());
            Assert.Equal(reached, reader.Reached);
        }

        Assert.False(reader.TryRead());
        Assert.Equal(3, reader.Region);
        Assert.Equal(0, writer.Take(3).Count);
    }

    /// <summary>Mostly it is the same for thousands of states.</summary>
    [Fact]
    public void What_was_broken_before_many_states_is_written_once()
    {
        EntryWriter writer = new();
        for (ulong state = 0; state < 100; state++) { writer.Add([1, 2], 3, new(state, 9)); }
        var written = writer.Take(0);
        Assert.Equal(100, written.Count);
        Assert.InRange(written.Bytes.Length, 100 * sizeof(ulong), 100 * (sizeof(ulong) + 2) + 20);
    }

    [Fact]
    public void Whatever_comes_is_states_or_refused()
    {
        EntryWriter writer = new();
        for (var at = 0; at < 20; at++) { writer.Add([1, 2, at], at, new(7, at % 3 == 0 ? 0UL : 9)); }
        var whole = writer.Take(0);
        EntryReader.Check(whole);
        var refused = 0;
        Random random = new(1);
        for (var round = 0; round < 5_000; round++)
        {
            var bytes = whole.Bytes[..random.Next(whole.Bytes.Length + 1)];
            if (bytes.Length > 0) { bytes[random.Next(bytes.Length)] = (byte)random.Next(256); }
            var count = random.Next(4) == 0 ? random.Next() : whole.Count;
            try
            {
                EntryReader.Check(new(0, count, bytes));
            }
            catch (InvalidDataException failure)
            {
                refused++;
                Assert.StartsWith("states of a region make no sense: ", failure.Message, StringComparison.Ordinal);
            }
        }

        Assert.InRange(refused, 4_000, 5_000);
    }

    [Fact]
    public void A_region_that_was_taken_from_a_worker_is_left_alone()
    {
        UnitLedger ledger = new(Pair(), "stateful", new(), new RegionSharing(2)) { UnitSize = 20 };
        var worker = Worker(ledger, 0);
        ledger.Join(0);
        var first = ledger.Take(0)!;
        Assert.True(worker.Do(first, default).HasMore);
        var result = worker.Do(Unit(1) with { Dropped = first.Regions }, default);
        Assert.False(result.HasMore);
        Assert.Empty(result.Regions);
        Assert.Equal(1, Assert.Single(worker.Do(first with { Number = 2, End = 1 }, default).Regions).States);
    }

    /// <summary>A way to another state than was said would be searched in place of what was not.</summary>
    [Fact]
    public void A_way_that_leads_elsewhere_ends_the_search()
    {
        UnitLedger ledger = new(Pair(), "stateful", new(), new RegionSharing(2));
        ledger.Join(0);
        var unit = ledger.Take(0)!;
        EntryWriter writer = new();
        writer.AddStart(new(5, 0));
        var entries = writer.Take(unit.Regions[0]);
        var result = Worker(ledger, 0).Do(unit with { Entries = [entries] }, default);
        Assert.Contains("a way leads to another state than whoever met it said", result.Thrown, StringComparison.Ordinal);
        var stray = Worker(ledger, 0).Do(unit with { Regions = [] }, default);
        Assert.Contains("came to who has not got it", stray.Thrown, StringComparison.Ordinal);
    }

    private static UnitWorker Worker(UnitLedger ledger, int turn) =>
        UnitWorker.Make(Pair(), "stateful", new(), new(turn, ledger.Cuts));

    private static UnitRequest Asked(int session, bool goesOn, long number) => new(session, goesOn, false, number, 10);

    private static WorkUnit Unit(long number) => new(number, 0, 10, []);

    private static UnitResult Result(long number, int[] done, int[] led) => new(number, default)
    {
        Regions = [.. done.Select(region => new RegionPart(region, default, Count: 1, States: 1))],
        Entries = [.. led.Select(Entry)],
        HasMore = true,
    };

    private static RegionEntries Entry(int region)
    {
        EntryWriter writer = new();
        writer.Add([], 0, new((ulong)region, 0));
        return writer.Take(region);
    }

    private static Setup Pair()
    {
        var scenario = ScenarioCatalog.Find("aux-attach-detach")!;
        return Setup.Of(scenario, ScenarioArguments.Of(scenario, [("devices", "3")], []), Delivery.Causal);
    }
}
