using VfioActors.Behaviors;
using VfioActors.Scenarios.Workloads.Storms;
using VfioActors.Vfio.Spapr.Protocols;
using VfioActors.Vfio.Spapr.Tables;
using VfioActors.Vfio.Values;

namespace VfioActors.Scenarios.Spapr.Storms;

/// <summary>
/// A processor of a guest changes an entry of the window that its hypervisor has, without leaving the kernel, or
/// empties it.
/// </summary>
/// <param name="hypervisor">The hypervisor.</param>
/// <param name="start">Where the memory starts.</param>
/// <param name="entries">How many entries the window has.</param>
/// <param name="pages">How many pages the memory has.</param>
public sealed class HypercallWorkload(ActorId hypervisor, Vaddr start, int entries, int pages) : StormWorkload
{
    /// <summary>Its name in a mix.</summary>
    public const string Word = "hypercall";

    private const int Putting = 0;
    private const int Stuffing = 1;

    /// <summary>Neighbours lead to pages of other regions.</summary>
    private const int Stride = 7;

    /// <inheritdoc/>
    public override string Name => Word;

    /// <inheritdoc/>
    public override IReadOnlyList<string> Verbs { get; } = ["put", "stuff"];

    /// <inheritdoc/>
    public override int GivesBack => Stuffing;

    /// <inheritdoc/>
    public override StormCall? Begin(StormClientState state, int place, bool hasRoom, Outbox outbox)
    {
        if (MayGiveBack(state, place, outbox) is { } given) { return given; }
        return hasRoom ? Ask(new(new(place, hypervisor, state.Throw(entries)), Putting, 0), outbox) : null;
    }

    /// <inheritdoc/>
    public override Errno? OnReply(in StormCall call, StormClientState state, in Envelope envelope, Outbox outbox)
    {
        var error = envelope.Read<HypercallMessage.Done>().Error;
        var holds = call.Verb == Putting ? error == Errno.None : error == Errno.EAGAIN;
        if (holds) { state.Take(call.Thing); }
        return error;
    }

    /// <inheritdoc/>
    public override bool Knows(in StormCall call) =>
        call.Thing.At == hypervisor && call.Thing.Key >= 0 && call.Thing.Key < entries;

    /// <inheritdoc/>
    public override StormCall Ask(in StormCall call, Outbox outbox)
    {
        Iova iova = new((ulong)call.Thing.Key << Paging.Shift);
        if (call.Verb == Stuffing)
        {
            outbox.Send(hypervisor, new HypercallMessage.Stuff(iova, 1, default));
            return call;
        }

        Vaddr at = new(start.Value + ((ulong)(call.Thing.Key * Stride % pages) << Paging.Shift));
        outbox.Send(hypervisor, new HypercallMessage.Put(iova, at, TceRights.ReadWrite, 0));
        return call;
    }
}
