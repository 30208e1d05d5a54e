using VfioActors.Behaviors;
using VfioActors.Exploration.Diagnoses;
using VfioActors.Exploration.Diagnoses.Candidates;
using VfioActors.Exploration.Properties;
using VfioActors.Exploration.Scenarios;
using VfioActors.Exploration.Strategies.Sampling;
using VfioActors.Exploration.Symmetries;
using VfioActors.Exploration.Worlds;
using VfioActors.Testing.Sketches;
using VfioActors.Testing.Toys;

namespace VfioActors.Exploration.Tests.Diagnoses;

/// <summary>
/// Three clients, each of which sends to a cell of its own through a relay and then directly: in each the same race.
/// </summary>
public sealed class NameReductionTests
{
    private const int Seeds = 30;

    [Fact]
    public void Whoever_breaks_it_the_first_of_those_who_could_is_shown()
    {
        var setup = Cells(declares: true, sound: -1);
        Assert.True(Found(setup).Select(failure => failure.Reason).Distinct().Count() > 1, "each seed broke the same");
        Assert.Equal(["1 2"], Kept(setup));
    }

    [Fact]
    public void Who_is_not_declared_to_be_like_another_keeps_its_name() =>
        Assert.Contains("5 6", Kept(Cells(declares: false, sound: -1)));

    [Fact]
    public void A_declaration_is_not_believed_where_the_renamed_order_does_not_break() =>
        Assert.Equal(["3 4", "5 6"], Kept(Cells(declares: true, sound: 0)));

    /// <summary>Which operations are left, for each of many seeds.</summary>
    private static SortedSet<string> Kept(Setup setup) =>
    [
        .. Found(setup).Select(failure => TraceMinimizer.Reduce(setup, failure)).Select(small =>
        {
            Assert.True(new Candidate(small.Setup, small.Property, small.Schedule)
                .Runner.Run(small.Schedule, completes: true).IsBroken);
            return string.Join(' ', setup.Operations.Select(one => one.Id.Value).Except(small.Setup.Arguments.Dropped));
        }),
    ];

    private static IEnumerable<Failure> Found(Setup setup) => Enumerable.Range(1, Seeds).SelectMany(seed =>
        Made.Explored(setup, new RandomStrategy(seed), new() { Runs = 100, StopsAtFirst = true }).Failures.Take(1));

    /// <param name="declares">Whether the clients are declared to be interchangeable.</param>
    /// <param name="sound">The cell that does not mind the order.</param>
    private static Setup Cells(bool declares, int sound) => Made.Sketch(builder =>
    {
        List<SymmetryMember> members = [];
        for (var client = 0; client < 3; client++)
        {
            var cell = builder.Add($"cell{client}", new SketchBehavior(client == sound ? Hearing.Sum : Hearing.Digits));
            var relay = builder.Add($"relay{client}", new SketchBehavior(
                (_, envelope, outbox) => outbox.Send(cell, new ToyMessage.Glance(Hearing.LabelOf(envelope), 0))));
            var script = builder.Script<int>($"client{client}", ("THROUGH", 1), ("DIRECT", 2));
            var sender = builder.Add($"client{client}", new SketchBehavior(starts: outbox =>
            {
                foreach (var one in script)
                {
                    outbox.Serving = one.Id;
                    outbox.Send(one.Operation == 1 ? relay : cell, new ToyMessage.Token(one.Operation, 0));
                }
            }));
            members.Add(SymmetryMember.Of(sender).With(cell).With(relay));
        }

        if (declares) { builder.Interchangeable(members); }
        builder.Claim(new InOrder());
    });

    /// <summary>What is sent through the relay, first, is heard first.</summary>
    private sealed class InOrder : Invariant<ToyState>
    {
        private const int DirectFirst = 121;

        public override string Claim => "What is sent first is heard first.";

        public override string? Refute(ToyState state, ActorId actor, IWorldView view) =>
            state.Value.Value == DirectFirst ? $"{view.NameOf(actor)} heard DIRECT first" : null;
    }
}
