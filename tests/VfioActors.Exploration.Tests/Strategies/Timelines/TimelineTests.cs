using VfioActors.Exploration.Strategies;
using VfioActors.Exploration.Strategies.Sampling;
using VfioActors.Exploration.Strategies.Timelines;
using VfioActors.Exploration.Worlds;
using VfioActors.Testing.Sketches;
using VfioActors.Testing.Toys;

namespace VfioActors.Exploration.Tests.Strategies.Timelines;

public sealed class TimelineTests
{
    /// <summary>Every pair of steps of every run, by their names, is the truth.</summary>
    [Fact]
    public void Timelines_are_alike_exactly_when_the_same_kinds_came_before_the_same_at_the_same_actors()
    {
        Dictionary<string, ulong> fingerprints = [];
        Timeline timeline = new();
        for (var seed = 0; seed < 10; seed++)
        {
            WatchingStrategy watching = new(new RandomStrategy(seed), world =>
            {
                timeline.Read(world);
                var truth = PairsOf(world).Distinct().Order(StringComparer.Ordinal).ToList();
                Assert.Equal(truth.Count, timeline.Pairs.Distinct().Count());
                Assert.Equal(truth.Count, timeline.Pairs.Count);
                var text = string.Join(' ', truth);
                Assert.Equal(timeline.Fingerprint, fingerprints.TryAdd(text, timeline.Fingerprint)
                    ? timeline.Fingerprint : fingerprints[text]);
            });
            Made.Explored(Made.Toy(seed % 3, ToyFeatures.Timers | ToyFeatures.Choices), watching, new() { Runs = 200 });
        }

        Assert.Equal(fingerprints.Count, fingerprints.Values.Distinct().Count());
        Assert.True(fingerprints.Count > 10, $"only {fingerprints.Count} timelines");
    }

    /// <summary>One actor hears two of a kind and one of another.</summary>
    [Fact]
    public void How_often_a_kind_comes_matters_only_where_it_comes_before_itself()
    {
        SortedDictionary<int, int> lengths = [];
        Timeline timeline = new();
        HashSet<ulong> seen = [];
        WatchingStrategy watching = new(new DfsStrategy(), world =>
        {
            timeline.Read(world);
            seen.Add(timeline.Fingerprint);
            lengths[timeline.Pairs.Count] = lengths.GetValueOrDefault(timeline.Pairs.Count) + 1;
        });
        var report = Made.Explored(Made.Sketch(builder =>
        {
            var hears = builder.Add("hears", new SketchBehavior());
            for (var sender = 0; sender < 2; sender++)
            {
                builder.Add($"says{sender}", new SketchBehavior(
                    starts: outbox => outbox.Send(hears, new ToyMessage.Token(0, 0))));
            }

            builder.Add("looks", new SketchBehavior(
                starts: outbox => outbox.Send(hears, new ToyMessage.Glance(0, 0))));
        }), watching);

        // Token before Token in each of 6 orders; Glance first, last or between, where it is both before and after.
        Assert.Equal(6, report.Runs);
        Assert.Equal(new() { [2] = 4, [3] = 2 }, lengths);
        Assert.Equal(3, seen.Count);
    }

    [Fact]
    public void Sketches_are_as_similar_as_the_pairs_are_alike()
    {
        List<double> errors = [];
        List<(HashSet<ulong> Pairs, ulong[] Sketch)> all = [];
        Timeline timeline = new();
        WatchingStrategy watching = new(new RandomStrategy(1), world =>
        {
            timeline.Read(world);
            all.Add(([.. timeline.Pairs], timeline.Sketch()));
        });
        Made.Explored(Made.Toy(4, ToyFeatures.Choices), watching, new() { Runs = 60 });
        foreach (var (one, other) in all.SelectMany(one => all.Select(other => (one, other))))
        {
            var alike = one.Pairs.Intersect(other.Pairs).Count() / (double)one.Pairs.Union(other.Pairs).Count();
            var similar = Timeline.Similarity(one.Sketch, other.Sketch) / (double)Timeline.SketchLength;
            if (alike == 1) { Assert.Equal(1, similar); }
            errors.Add(Math.Abs(alike - similar));
        }

        Assert.InRange(errors.Average(), 0, 0.1);
    }

    private static IEnumerable<string> PairsOf(World world)
    {
        for (var step = 1; step < world.Depth; step++)
        {
            for (var before = 0; before < step; before++)
            {
                var (first, second) = (world.Step(before), world.Step(step));
                if (first.To == second.To) { yield return $"{first.To}:{first.Kind.Name}>{second.Kind.Name}"; }
            }
        }
    }
}
