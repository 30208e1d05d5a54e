using System.Reflection;
using VfioActors.TestKit.Explorations;
using VfioActors.TestKit.Tests.Bank;
using VfioActors.TestKit.Tests.Bodies;
using VfioActors.TestKit.Tests.Shop;

namespace VfioActors.TestKit.Tests;

public sealed class ExploringTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("explored").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void The_race_of_two_deposits_is_found_and_shown_as_a_ladder()
    {
        var failure = Explore<Deposits>(nameof(Deposits.Both_deposits_arrive)).Failure!;
        Assert.StartsWith("Both_deposits_arrive: an order of messages breaks it, found in run 2 (pct", failure);
        Assert.Contains("claim     Both deposits arrive.", failure);
        Assert.Contains("but       Assert.Equal() Failure: Values differ; Expected: 30; Actual: 20", failure);
        Assert.Contains("why       account hears balance? from teller before it hears 20 from teller2:", failure);
        Assert.Contains($"VFIOACTORS_REPLAY={TraceOf("Deposits.Both_deposits_arrive")} dotnet test", failure);
    }

    [Fact]
    public void The_ordering_bug_of_an_app_of_five_actors_is_found_and_gone_when_it_is_mended()
    {
        var failure = Explore<Orders>(nameof(Orders.What_is_paid_is_brought)).Failure!;
        Assert.Contains("claim     what is paid is brought.", failure);
        Assert.Contains("why       shipping hears Paid(book) from payment before it hears\n", failure);
        var mended = Explore<Orders>(nameof(Orders.What_is_paid_and_kept_is_brought));
        Assert.Null(mended.Failure);
        Assert.Contains("(dpor): every order; claims: what is paid is brought", mended.Note);
    }

    [Fact]
    public void A_trace_is_taken_again_by_the_test_that_it_is_of()
    {
        Explore<Deposits>(nameof(Deposits.Both_deposits_arrive));
        var trace = TraceOf("Deposits.Both_deposits_arrive");
        var again = Explore<Deposits>(nameof(Deposits.Both_deposits_arrive), trace);
        Assert.StartsWith("Both_deposits_arrive: the trace breaks BothDepositsArrive.", again.Failure);
        Assert.Contains("why       account hears balance?", again.Failure);
        Assert.Null(Explore<Orders>(nameof(Orders.What_is_paid_and_kept_is_brought), trace).Failure);
    }

    [Theory]
    [InlineData(nameof(Misfits.Waits_in_the_body), "instead of waiting in the body have a Probe() hear it")]
    [InlineData(nameof(Misfits.Nothing_happens), "no run shows anything: no message was delivered")]
    [InlineData(nameof(Misfits.Is_called_off_in_time), "but       sleeper heard ring too")]
    [InlineData(nameof(Misfits.Claims_nothing), "no run shows anything: ")]
    [InlineData(nameof(Misfits.Claims_in_a_claim), "claims are made by the body of a test, not by a claim or an actor")]
    [InlineData(nameof(Misfits.Awaits_in_a_claim), "a claim cannot await: it is looked at when all are at rest")]
    [InlineData(nameof(Misfits.Is_unknown), "there is no strategy 'best'")]
    [InlineData(nameof(Misfits.Throws_in_the_body), "the till is closed")]
    [InlineData(nameof(Misfits.Samples_and_wants_all), "not every order was tried")]
    public void What_shows_nothing_fails_and_says_why(string body, string expected)
    {
        var failure = Explore<Misfits>(body).Failure;
        Assert.StartsWith(body, failure, StringComparison.Ordinal);
        Assert.Contains(expected, failure);
    }

    [Fact]
    public void What_the_body_draws_by_lot_is_said() => Assert.Contains(
        "every order, modulo what actors draw by lot or read of a clock (Guid.NewGuid)",
        Explore<Misfits>(nameof(Misfits.Draws_in_the_body)).Note);

    [Fact]
    public void Nobody_claims_and_an_actor_throws_which_is_found_unasked()
    {
        Assert.Contains("NoUnexpectedFailure", Explore<Misfits>(nameof(Misfits.An_actor_throws)).Failure);
        var waived = Explore<Misfits>(nameof(Misfits.An_actor_may_throw));
        Assert.Null(waived.Failure);
        Assert.EndsWith("without NoUnexpectedFailure: it is meant to", waived.Note);
    }

    private string TraceOf(string test) => Path.Combine(_folder, $"{test}.vtrace");

    private ExploredOutcome Explore<T>(string body, string? replay = null)
        where T : VfioTestKit =>
        new ExploredTest(
            typeof(T), typeof(T).GetMethod(body, BindingFlags.Instance | BindingFlags.Public)!, [], _folder)
            .Run(replay, CancellationToken.None);
}
