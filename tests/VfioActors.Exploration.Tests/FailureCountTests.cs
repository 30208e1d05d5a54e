using VfioActors.Behaviors;
using VfioActors.Exploration.Properties;
using VfioActors.Exploration.Scenarios;
using VfioActors.Exploration.Strategies.Sampling;
using VfioActors.Exploration.Worlds;
using VfioActors.Testing.Sketches;
using VfioActors.Testing.Toys;

namespace VfioActors.Exploration.Tests;

public sealed class FailureCountTests
{
    [Theory, InlineData(2), InlineData(3)]
    public void Which_of_many_failures_are_kept_does_not_depend_on_the_number_of_workers(int workers)
    {
        // 5! orders, each with a reason of its own: more than are kept.
        var one = Failures(workers: 1);
        Assert.Equal(64, one.Count);
        Assert.Equal(one, Failures(workers));
    }

    [Fact]
    public void A_run_that_the_end_of_the_budget_cut_short_was_not_left()
    {
        using CancellationTokenSource over = new();
        over.Cancel();
        var setup = Made.Sketch(builder =>
        {
            // The number goes up, so that no state comes again, by which the run would be cut sooner.
            SketchBehavior answers = new((_, envelope, outbox) =>
                outbox.Send(envelope.From, new ToyMessage.Token(Hearing.LabelOf(envelope) + 1, 0)));
            var wall = builder.Add("wall", answers);
            builder.Add("player", new SketchBehavior(
                (_, envelope, outbox) => outbox.Send(wall, envelope.Read<ToyMessage.Token>()),
                outbox => outbox.Send(wall, new ToyMessage.Token(1, 0))));
        });
        var report = Explorer.Explore(() => setup, _ => new RandomStrategy(1), new(), over.Token);
        Assert.Equal(0, report.Runs);
        Assert.Equal(0, report.Left);
        Assert.False(report.Complete);
        Assert.InRange(report.Deliveries, 1, Explorer.StepsPerRunMax - 1);
    }

    private static List<string> Failures(int workers)
    {
        Setup Five() => Made.Sketch(builder =>
        {
            var to = builder.Add("hears", new SketchBehavior(Hearing.Digits));
            for (var sender = 1; sender <= 5; sender++)
            {
                ToyMessage.Token token = new(sender, 0);
                builder.Add($"sender{sender}", new SketchBehavior(starts: outbox => outbox.Send(to, token)));
            }

            builder.Claim(new NoDigits());
        });
        ExplorationOptions options = new() { Runs = 900, Workers = workers };
        var report = Explorer.Explore(Five, _ => new RandomStrategy(7), options);
        return [.. report.Failures.Select(failure => $"{failure.Reason} {failure.Run} {failure.Occurrences}")];
    }

    private sealed class NoDigits : AtRest
    {
        public override string Claim => "There are no digits.";

        public override string? Refute(IWorldView view) => $"{view.State<ToyState>(new ActorId(1)).Value.Value}";
    }
}
