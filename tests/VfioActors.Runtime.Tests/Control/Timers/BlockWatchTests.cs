using System.Reflection;
using VfioActors.Runtime.Control;
using VfioActors.Runtime.Control.Steps;

namespace VfioActors.Runtime.Tests.Control.Timers;

/// <summary>Who waits for a moment does not block, whatever the machine does meanwhile.</summary>
public sealed class BlockWatchTests
{
    private const BindingFlags Any = BindingFlags.Instance | BindingFlags.NonPublic;
    private const int Looks = 100;

    [Fact]
    public void All_the_looks_that_a_busy_pool_owes_are_one()
    {
        Played? played = null;
        using (played = new(stage =>
            stage.Tell(stage.Create(Heard.Of(me => me.On<int>(_ => WaitFor(() => LookOften(played!)))), "waits"), 1)))
        {
            var report = ControlledExplorer.Explore(played, "dpor", runs: 10);
            Assert.True(report.Exploration.Complete, "not complete");
        }
    }

    [Fact]
    public void Who_was_interrupted_too_late_is_not_so_in_what_it_waits_for_next()
    {
        Played? played = null;
        var waited = false;
        using (played = new(stage => stage.Tell(stage.Create(Heard.Of(me => me.On<int>(_ =>
        {
            if (!InterruptTooLate(played!)) { return; }
            Thread.Sleep(1);
            waited = true;
        })), "late"), 1)))
        {
            Assert.Throws<UncontrolledException>(() => ControlledExplorer.Explore(played, "dpor", 10));
        }

        Assert.True(waited, "interrupted");
    }

    /// <summary>As the watch does with who waits no more, and as whoever explores looks whether all is well.</summary>
    private static bool InterruptTooLate(Played played)
    {
        if (SystemOf(played) is not { } system) { return false; }
        var (room, watch) = (system.GetType().GetProperty("Room", Any)!.GetValue(system)!, WatchOf(played)!);
        room.GetType().GetMethod("Report", Any)!.Invoke(room, ["it blocks its thread"]);
        watch.GetType().GetField("_hasInterrupted", Any)?.SetValue(watch, true);
        Thread.CurrentThread.Interrupt();
        var check = system.GetType().GetMethod("CheckControlled", Any)!;
        var refused = Assert.Throws<TargetInvocationException>(() => check.Invoke(system, []));
        Assert.IsType<UncontrolledException>(refused.InnerException);
        return true;
    }

    private static void WaitFor(ThreadStart work)
    {
        Thread other = new(work);
        other.Start();
        other.Join();
    }

    private static void LookOften(Played played)
    {
        if (WatchOf(played) is not { } watch) { return; }
        var look = watch.GetType().GetMethod("Look", Any)!;
        for (var time = 0; time < Looks; time++) { look.Invoke(watch, []); }
    }

    private static object? WatchOf(Played played) => PartOf(SystemOf(played), "_watch");

    private static object? SystemOf(Played played) =>
        PartOf(typeof(AkkaScenario).GetField("_session", Any)!.GetValue(played), "_system");

    private static object? PartOf(object? whole, string part) =>
        whole?.GetType().GetField(part, Any)!.GetValue(whole);
}
