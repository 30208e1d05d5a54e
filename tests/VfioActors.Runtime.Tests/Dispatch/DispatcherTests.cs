using Akka.Actor;
using Akka.Configuration;
using VfioActors.Testing.Tallies;

namespace VfioActors.Runtime.Tests.Dispatch;

public sealed class DispatcherTests
{
    private const string Ours = "VfioActors.Runtime.Dispatch.WorkersDispatcherConfigurator, VfioActors.Runtime";

    [Theory]
    [InlineData("vfio-actors.dispatcher.workers = 1")]
    [InlineData("vfio-actors.dispatcher.workers = 3")]
    [InlineData("vfio-actors.dispatcher.type = Dispatcher")]
    [InlineData("vfio-actors.dispatcher.type = ForkJoinDispatcher\nvfio-actors.dispatcher.dedicated-thread-pool.thread-count = 2")]
    [InlineData("vfio-actors.dispatcher.mailbox-type = \"Akka.Dispatch.UnboundedMailbox, Akka\"")]
    [InlineData("vfio-actors.dispatcher.throughput = 1")]
    public async Task A_system_comes_to_rest_on_any_dispatcher_and_mailbox(string config)
    {
        using var system = Running.System(config);
        var setup = Running.Made(new TallyScenario(), ("clerks", "4"), ("script", "7"));
        await using var running = await BehaviorSystem.StartAsync(system, setup.Topology, new());
        await running.RestAsync();
        Assert.Empty(running.Broken);
        Assert.All(setup.Properties.OfType<Exploration.Properties.AtRest>(), claim => Assert.Null(claim.Refute(running)));
    }

    [Fact]
    public async Task Actors_of_others_run_on_our_threads_too_also_after_all_had_stopped()
    {
        using var system = Running.System($"mine {{ type = \"{Ours}\", shutdown-timeout = 1ms }}");
        for (var round = 0; round < 3; round++)
        {
            var echo = system.ActorOf(Props.Create(() => new Echo()).WithDispatcher("mine"));
            Assert.StartsWith("mine-", await echo.Ask<string>("where"), StringComparison.Ordinal);
            await echo.GracefulStop(Timeout.InfiniteTimeSpan);
        }
    }

    [Theory]
    [InlineData("-1")]
    [InlineData("5000")]
    public void A_number_of_workers_that_makes_no_sense_is_refused(string workers)
    {
        using var system = Running.System($"mine {{ type = \"{Ours}\", workers = {workers} }}");
        var refused = Assert.ThrowsAny<Exception>(() => system.Dispatchers.Lookup("mine")).GetBaseException();
        Assert.IsType<ConfigurationException>(refused);
        Assert.StartsWith($"workers is {workers};", refused.Message, StringComparison.Ordinal);
    }

    private sealed class Echo : ReceiveActor
    {
        public Echo() => ReceiveAny(_ => Sender.Tell(Thread.CurrentThread.Name));
    }
}
