using VfioActors.Behaviors;
using VfioActors.Exploration.Properties;
using VfioActors.Exploration.Scenarios;
using VfioActors.Exploration.Strategies;
using VfioActors.Exploration.Worlds;

namespace VfioActors.Testing.Toys;

/// <summary>A random small program of two to four actors, the same for the same seed.</summary>
public sealed class ToyScenario(int seed, ToyFeatures features) : Scenario
{
    public override string Name => $"toy-{seed}";

    public override string Summary => "A random program.";

    public override void Build(ScenarioBuilder builder)
    {
        SeededRandom random = new(seed, (long)features);
        var actors = 2 + random.Below(3);
        for (var actor = 0; actor < actors; actor++)
        {
            var inline = features.HasFlag(ToyFeatures.Inline) && actor == actors - 1;
            var rules = Enumerable.Range(0, 3).Select(_ => Rules(random, actors, random.Below(3))).ToList();
            var first = Rules(random, actors, inline ? 0 : random.Below(3));
            builder.Add($"a{actor}", new ToyBehavior(rules, first), inline);
        }

        builder.Claim(
            new ToyInvariant(random.Below(5)), new ToyRest(random.Below(4)), new ToyStepRule(random.Below(6)));
        if (!features.HasFlag(ToyFeatures.Observer)) { return; }
        builder.Claim(new ToyObserver(random.Below(3), seesAll: features.HasFlag(ToyFeatures.Inline)));
    }

    private List<ToyRule> Rules(SeededRandom random, int actors, int count) =>
        [.. Enumerable.Range(0, count).Select(_ => new ToyRule(
            new ActorId(1 + random.Below(actors)),
            random.Below(6),
            features.HasFlag(ToyFeatures.Glances) && random.Below(2) == 0,
            random.Below(2) == 0,
            KindOf(random)))];

    private int KindOf(SeededRandom random) =>
        random.Below(6) switch
        {
            0 when features.HasFlag(ToyFeatures.Timers) => 1,
            1 when features.HasFlag(ToyFeatures.Choices) => 2,
            _ => 0,
        };

    private sealed class ToyInvariant(int bad) : Invariant<ToyState>
    {
        public override string Claim => "No state ends in this digit.";

        public override bool HoldsAtStart => false;

        public override string? Refute(ToyState state, ActorId actor, IWorldView view) =>
            state.Value.Value % 5 == bad ? $"{view.NameOf(actor)} ends in {bad}" : null;
    }

    private sealed class ToyStepRule(int bad) : StepRule<ToyState>
    {
        public override string Claim => "No such token comes to an even state.";

        public override string? Refute(ToyState state, in Envelope envelope, IWorldView view) =>
            envelope.Is(out ToyMessage.Token token) && token.Label == bad && state.Value.Value % 2 == 0
                ? $"{view.NameOf(envelope.To)} heard {bad}"
                : null;
    }

    private sealed class ToyRest(int bad) : AtRest
    {
        public override string Claim => "The sum at rest has no such remainder.";

        public override string? Refute(IWorldView view) =>
            view.Topology.Actors.Sum(actor => view.State<ToyState>(actor).Value.Value) % 4 == bad
                ? $"rest {bad}"
                : null;
    }

    private sealed class ToyObserver(int bad, bool seesAll) : Observer
    {
        public override string Claim => "The first two actors never add up to such a remainder.";

        public override bool Sees(ActorId receiver, MessageKind kind) =>
            seesAll || (receiver.Value <= 2 && kind != MessageKind.Of<ToyMessage.Glance>());

        public override string? Refute(IWorldView view) =>
            (view.State<ToyState>(new(1)).Value.Value + view.State<ToyState>(new(2)).Value.Value) % 3 == bad
                ? $"sum {bad}"
                : null;
    }
}
