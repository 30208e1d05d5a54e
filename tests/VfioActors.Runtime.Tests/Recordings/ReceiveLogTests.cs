using Akka.Actor;
using VfioActors.Behaviors;
using VfioActors.Runtime.Dispatch;
using VfioActors.Runtime.Recordings;
using VfioActors.Testing.Sketches;

namespace VfioActors.Runtime.Tests.Recordings;

public sealed class ReceiveLogTests
{
    [Fact]
    public void Nothing_is_added_to_a_log_that_has_ended()
    {
        ReceiveLog log = new(new(1000));
        log.AddMessage(new(7));
        log.End();
        log.AddMessage(new(8));
        log.AddTimer();
        log.AddChoice(1);
        List<ushort> words = [];
        log.TakeTo(words);
        Assert.Equal([7], words.Select(word => (int)word));
    }

    /// <summary>What a host says for somebody who is gone has no cause in the recording, nor what follows.</summary>
    [Fact]
    public async Task A_recording_ends_before_what_no_step_sent()
    {
        using var system = Running.System();
        var setup = Running.Sketch(builder =>
        {
            builder.Add("stranger", new SketchBehavior());
            builder.Add("listener", new SketchBehavior());
        });
        ActorId stranger = new(1);
        ActorId listener = new(2);
        TraceRecorder recorder = new(setup.Topology);
        var running = await BehaviorSystem.StartAsync(system, setup.Topology, new()
        {
            Recorder = recorder,
            Outside = new SortedDictionary<ActorId, IActorRef> { [stranger] = system.DeadLetters },
        });
        foreach (var cause in (int[])[Envelope.Unsent, Envelope.Unsent, Envelope.Beyond, Envelope.Unsent])
        {
            var envelope = Envelope.Of(stranger, listener, default, cause, new Chosen(0, 0));
            running.Directory[listener].Tell(new PooledEnvelope(in envelope), ActorRefs.NoSender);
        }

        while (running.Deliveries < 4) { await Task.Yield(); }
        var recording = recorder.Take(Running.HeaderOf(setup), null);
        Assert.Equal(2, Assert.Single(recording.Orders).Words.Count);
        await running.DisposeAsync();
    }
}
