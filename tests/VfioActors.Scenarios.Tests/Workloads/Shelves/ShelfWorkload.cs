using VfioActors.Behaviors;
using VfioActors.Scenarios.Workloads.Storms;
using VfioActors.Vfio.Values;

namespace VfioActors.Scenarios.Tests.Workloads.Shelves;

/// <summary>Takes the things of a shelf, one after the other.</summary>
internal sealed class ShelfWorkload(ActorId shelf) : StormWorkload
{
    private const int Taking = 0;

    public override string Name => "shelf";

    public override IReadOnlyList<string> Verbs => ["take", "put"];

    public override int GivesBack => 1;

    public override StormCall? Begin(StormClientState state, int place, bool hasRoom, Outbox outbox) =>
        Ask(new(new(place, shelf, state.Begun.Value - 1), Taking, 0), outbox);

    public override Errno? OnReply(in StormCall call, StormClientState state, in Envelope envelope, Outbox outbox)
    {
        var error = envelope.Read<ShelfMessage.Answer>().Error;
        if (call.Verb == Taking || error != Errno.None) { state.Held[call.Thing] = 1; }
        return error;
    }

    public override bool Knows(in StormCall call) => call.Thing.At == shelf;

    public override StormCall Ask(in StormCall call, Outbox outbox)
    {
        if (call.Verb == Taking) { outbox.Send(shelf, new ShelfMessage.Take((int)call.Thing.Key)); }
        else { outbox.Send(shelf, new ShelfMessage.Put((int)call.Thing.Key)); }
        return call;
    }
}
