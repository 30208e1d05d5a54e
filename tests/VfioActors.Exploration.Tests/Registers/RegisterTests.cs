using VfioActors.Exploration.Scenarios;
using VfioActors.Exploration.Strategies;
using VfioActors.Exploration.Worlds.Channels;

namespace VfioActors.Exploration.Tests.Registers;

public sealed class RegisterTests
{
    /// <summary>
    /// Counts of states that others know too. Of a bag they are those that the examples of Stateright 0.31 assert for
    /// <c>new_unordered_nonduplicating</c> and two clients; in order those of its oracle for ordered networks.
    /// </summary>
    public static TheoryData<string, Delivery, long> Counts => new()
    {
        { "single copy", Delivery.Bag, 93 },
        { "single copy", Delivery.Pair, 93 },
        { "abd", Delivery.Bag, 544 },
        { "abd", Delivery.Pair, 620 },
        { "paxos", Delivery.Bag, 16_668 },
        { "paxos", Delivery.Pair, 33_328 },
    };

    [Theory, MemberData(nameof(Counts))]
    public void A_register_has_as_many_states_as_others_count(string register, Delivery delivery, long states)
    {
        foreach (var strategy in new IStrategy[] { new StatefulStrategy(), new BreadthFirstStrategy() })
        {
            var report = Made.Explored(Of(register, delivery), strategy);
            Assert.Equal(states, report.States);
            Assert.Equal(Verdict.Held, report.Verdict);
        }
    }

    [Theory]
    [InlineData(Delivery.Bag)]
    [InlineData(Delivery.Pair)]
    public void Two_copies_that_do_not_know_of_each_other_are_no_register(Delivery delivery)
    {
        var report = Made.Explored(Register.SingleCopy(delivery, servers: 2), new BreadthFirstStrategy());
        Assert.Equal(Verdict.Broken, report.Verdict);

        // As Stateright finds it: write B at one, and read nothing at the other.
        Assert.Equal(4, report.Failures.Min(failure => failure.Schedule.Count));
    }

    private static Setup Of(string register, Delivery delivery) => register switch
    {
        "single copy" => Register.SingleCopy(delivery),
        "abd" => Register.Abd(delivery),
        _ => Register.Paxos(delivery),
    };
}
