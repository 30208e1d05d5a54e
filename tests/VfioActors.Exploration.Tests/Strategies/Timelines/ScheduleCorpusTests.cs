using VfioActors.Exploration.Strategies;
using VfioActors.Exploration.Strategies.Sampling;
using VfioActors.Exploration.Strategies.Timelines;
using VfioActors.Testing.Sketches;
using VfioActors.Testing.Toys;

namespace VfioActors.Exploration.Tests.Strategies.Timelines;

public sealed class ScheduleCorpusTests
{
    private readonly SeededRandom _random = new(1);
    private readonly ScheduleCorpus _corpus = new();
    private readonly HashSet<ulong> _seen = [];
    private long _runs;

    [Fact]
    public void A_run_is_saved_when_its_timeline_is_new_and_the_most_different_comes_first()
    {
        Fill(actors: 3, runs: 500);
        Assert.True(_corpus.Saved.Count <= _seen.Count && _seen.Count < _runs, $"{_corpus.Saved.Count} {_seen.Count}");
        Assert.Equal(Timeline.SketchLength, _corpus.Saved[0].Diversity);
        Assert.Equal(_corpus.Saved.Select(saved => saved.Diversity).OrderDescending(),
            _corpus.Saved.Select(saved => saved.Diversity));
        Assert.All(_corpus.Saved, saved => Assert.InRange(saved.Diversity, 1, Timeline.SketchLength));
    }

    [Fact]
    public void Of_more_than_it_holds_the_least_different_go()
    {
        Fill(actors: 12, runs: 2_000);
        Assert.Equal(ScheduleCorpus.SavedMax, _corpus.Saved.Count);
        Assert.True(_seen.Count > ScheduleCorpus.SavedMax);
    }

    /// <summary>Each as often as it was different, in their order; then anew, or fifty that are like none.</summary>
    [Fact]
    public void Each_has_as_many_runs_as_it_was_different()
    {
        Fill(actors: 3, runs: 500);
        foreach (var saved in _corpus.Saved)
        {
            for (var run = 0; run < saved.Diversity; run++) { Assert.Same(saved, _corpus.Next(_random)); }
        }

        var (again, none) = (0, 0);
        var all = _corpus.Saved.Sum(saved => saved.Diversity);
        for (var round = 0; round < 100; round++)
        {
            var isNone = _corpus.Next(_random) is null;
            for (var run = 1; run < (isNone ? 50 : all); run++)
            {
                Assert.Equal(isNone, _corpus.Next(_random) is null);
            }

            (again, none) = isNone ? (again, none + 1) : (again + 1, none);
        }

        Assert.InRange(none, 30, 70);
    }

    [Fact]
    public void Where_nothing_is_saved_a_run_is_like_none() => Assert.Null(_corpus.Next(_random));

    /// <summary>Actors each hear three of a kind and one of another, in any order.</summary>
    private void Fill(int actors, int runs)
    {
        Timeline timeline = new();
        WordTape tape = new(_random);
        WatchingStrategy watching = new(new RandomStrategy(1), world =>
        {
            tape.Begin();
            tape.Next();
            timeline.Read(world);
            _seen.Add(timeline.Fingerprint);
            _corpus.Save(timeline, tape);
        });
        _runs = Made.Explored(Made.Sketch(builder =>
        {
            for (var actor = 0; actor < actors; actor++)
            {
                var hears = builder.Add($"hears{actor}", new SketchBehavior());
                builder.Add($"says{actor}", new SketchBehavior(starts: outbox =>
                {
                    for (var sent = 0; sent < 3; sent++) { outbox.Send(hears, new ToyMessage.Token(0, 0)); }
                }));
                builder.Add($"looks{actor}", new SketchBehavior(
                    starts: outbox => outbox.Send(hears, new ToyMessage.Glance(0, 0))));
            }
        }), watching, new() { Runs = runs }).Runs;
    }
}
