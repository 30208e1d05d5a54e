using Akka.Actor;
using VfioActors.Runtime.Control;
using VfioActors.Runtime.Control.Dispatching;

namespace VfioActors.Runtime.Tests.Control;

/// <summary>
/// What is sent from outside is part of what a claim is about: a claim that is also broken when less is sent stays
/// broken for the reason that was found.
/// </summary>
public sealed class ToldFromOutsideTests
{
    [Theory]
    [InlineData(2, false)]
    [InlineData(3, false)]
    [InlineData(2, true)]
    [InlineData(3, true)]
    public void A_race_stays_one_though_nothing_sent_breaks_the_claim_too(int tellers, bool opens)
    {
        using Adding scenario = new(tellers, opens);
        var trace = Assert.Single(ControlledExplorer.Explore(scenario, "dpor", runs: 3000).Traces);
        Assert.Equal(tellers, trace.Steps.Count(step => step.To == "counter" && step.Notes[0].Text == "hears get"));
        Assert.Matches(
            "^counter hears get from .* swapped",
            trace.Header.Violation!.Why);
    }

    /// <summary>Tellers read a counter and write more back; all they add should be there.</summary>
    /// <param name="opens">Whether a message from outside opens the counter with 100.</param>
    private sealed class Adding(int tellers, bool opens) : AkkaScenario
    {
        private int _sum;

        public override string Name => "adding";

        public override string Summary => "Tellers read a counter and write more back.";

        protected override IReadOnlyList<ActorClaim> Claims =>
            [new("AllIsThere", "All that was added is there.", () => _sum == All ? null : $"{_sum} instead of {All}")];

        private int All => (50 * tellers) + (opens ? 100 : 0);

        protected override void Begin(Stage stage)
        {
            _sum = 0;
            var counter = stage.Create(Heard.Of(me => me
                .On<string>(_ => me.From.Tell(_sum))
                .On<int>(set => _sum = set)
                .On<long>(more => _sum += (int)more)), "counter");
            if (opens) { stage.Tell(counter, 100L); }
            for (var at = 1; at <= tellers; at++)
            {
                var teller = stage.Create(Heard.Of(me => me
                    .On<string>(_ => counter.Tell("get"))
                    .On<int>(seen => counter.Tell(seen + 50))), $"teller{at}");
                stage.Tell(teller, "go");
            }
        }
    }
}
