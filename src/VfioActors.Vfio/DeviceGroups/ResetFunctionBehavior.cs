using VfioActors.Behaviors;
using VfioActors.Behaviors.Tables;
using VfioActors.Vfio.Calls;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.DeviceGroups;

/// <summary>
/// The code that resets a device, under the device's lock. With another reset inside it the device goes on to reset
/// when the inner one is over, as some quirks of devices do that wait for firmware.
/// </summary>
/// <param name="group">The group of the device.</param>
/// <param name="device">The device's number in the group.</param>
/// <param name="actor">The device.</param>
/// <param name="isNested">Whether there is another reset inside.</param>
public sealed class ResetFunctionBehavior(ActorId group, DeviceId device, ActorId actor, bool isNested)
    : IBehavior<ResetFunctionState>
{
    /// <inheritdoc/>
    public ResetFunctionState Create(Journal journal) => new(journal);

    /// <inheritdoc/>
    public void Receive(ResetFunctionState state, in Envelope envelope, Outbox outbox) =>
        Hears.Receive(state, in envelope, outbox);

    /// <summary>What it hears, and who answers to it.</summary>
    private MessageTable<ResetFunctionState> Hears => field ??= new MessageTable<ResetFunctionState>()
        .On<ResetFunctionMessage.Reset>(OnReset)
        .On<CallMessage.Returned>((state, in returned, outbox) => OnReturned(state, returned.Error, outbox));

    private void OnReset(ResetFunctionState state, ActorId client, Outbox outbox)
    {
        state.Calls.Enqueue(new(client, outbox.Serving));
        if (state.Calls.Count == 1) { Do(state, ResetStage.Prepare, outbox); }
    }

    private void OnReturned(ResetFunctionState state, Errno error, Outbox outbox)
    {
        if (error != Errno.None) { state.Error.Value = error; }
        Do(state, Next(state.Stage.Value, error), outbox);
    }

    /// <summary>A refusal inside ends the reset, but what was prepared outside is done with.</summary>
    private ResetStage Next(ResetStage stage, Errno error) => stage switch
    {
        ResetStage.Prepare when error != Errno.None => ResetStage.End,
        ResetStage.Prepare => isNested ? ResetStage.PrepareInside : ResetStage.Begin,
        ResetStage.PrepareInside => error == Errno.None ? ResetStage.Begin : ResetStage.Done,
        ResetStage.Begin => isNested ? ResetStage.DoneInside : ResetStage.Wait,
        ResetStage.DoneInside => ResetStage.Wait,
        ResetStage.Wait => ResetStage.Done,
        _ => ResetStage.End,
    };

    private void Do(ResetFunctionState state, ResetStage stage, Outbox outbox)
    {
        state.Stage.Value = stage;
        outbox.Serving = state.Calls[0].Operation;
        switch (stage)
        {
            case ResetStage.Prepare or ResetStage.PrepareInside:
                outbox.Send(group, new DeviceGroupMessage.Prepare(device));
                break;
            case ResetStage.Begin:
                outbox.Send(actor, default(ResettableMessage.BeginReset));
                break;
            case ResetStage.Wait:
                outbox.Send(actor, default(ResettableMessage.EndReset));
                break;
            case ResetStage.DoneInside or ResetStage.Done:
                outbox.Send(group, new DeviceGroupMessage.Done(device));
                break;
            default:
                End(state, outbox);
                break;
        }
    }

    private void End(ResetFunctionState state, Outbox outbox)
    {
        var error = state.Error.Value;
        state.Error.Value = Errno.None;
        state.Calls.Dequeue().Return(outbox, error);
        if (state.Calls.Count > 0) { Do(state, ResetStage.Prepare, outbox); }
    }
}
