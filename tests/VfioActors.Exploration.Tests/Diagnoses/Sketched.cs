using VfioActors.Behaviors;
using VfioActors.Exploration.Diagnoses;
using VfioActors.Exploration.Properties;
using VfioActors.Exploration.Scenarios;
using VfioActors.Exploration.Strategies;
using VfioActors.Exploration.Worlds;
using VfioActors.Testing.Sketches;
using VfioActors.Testing.Toys;

namespace VfioActors.Exploration.Tests.Diagnoses;

/// <summary>
/// Scenarios in which clients send labels, and an actor, or two, string them together as digits behind a 1.
/// </summary>
internal static class Sketched
{
    /// <summary>A claim over the numbers of the first actors, at rest.</summary>
    internal sealed class RestIs(Func<IWorldView, bool> holds, string name = "RestIs") : AtRest
    {
        public override string Name => name;

        public override string Claim => "The labels came as they should.";

        public override string? Refute(IWorldView view) => holds(view) ? null : "the labels are wrong";
    }

    /// <summary>A claim over two actors at every moment.</summary>
    internal sealed class Always(Func<IWorldView, bool> holds) : Observer
    {
        public override string Claim => "Two actors agree.";

        public override bool Sees(ActorId receiver, MessageKind kind) => receiver.Value <= 2;

        public override string? Refute(IWorldView view) => holds(view) ? null : "they do not agree";
    }

    internal static int ValueOf(IWorldView view, int actor) => view.State<ToyState>(new(actor)).Value.Value;

    internal static void Listener(ScenarioBuilder builder, string name) =>
        builder.Add(name, new SketchBehavior(Hearing.Digits));

    /// <summary>
    /// A client whose operation is to send labels, one at once after the other, each to an actor.
    /// </summary>
    /// <param name="marks">Whether it says which operation they serve.</param>
    internal static void Client(
        ScenarioBuilder builder, string name, bool marks, params (int To, int Label)[] sends)
    {
        var script = builder.Script(name, ($"SEND {name}", 0));
        builder.Add(name, new SketchBehavior(starts: outbox =>
        {
            if (script.Count == 0) { return; }
            if (marks) { outbox.Serving = script[0].Id; }
            foreach (var (to, label) in sends) { outbox.Send(new ActorId(to), new ToyMessage.Token(label, 0)); }
        }));
    }

    /// <summary>The only failure of what a scenario claims, made small and explained.</summary>
    internal static Diagnosis Diagnosed(Setup setup)
    {
        var all = Investigator.Investigate(
            setup, Made.Explored(setup, new DporStrategy(setup.Properties)), new("test", "dpor", 1));
        var claimed = all.Where(one => setup.Claims.Any(claim => claim.Name == one.Property)).ToList();
        return Assert.Single(claimed.Count > 0 ? claimed : all);
    }

    internal static string WhyOf(Setup setup) => Diagnosed(setup).Trace.Header.Violation!.Why;
}
