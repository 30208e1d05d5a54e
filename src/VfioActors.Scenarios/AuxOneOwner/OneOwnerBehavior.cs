using System.Numerics;
using VfioActors.Behaviors;
using VfioActors.Vfio.Values;

namespace VfioActors.Scenarios.AuxOneOwner;

/// <summary>The owner: one request, one reply. It goes on after a property is broken, as the posted code did.</summary>
/// <param name="variant">How much is one turn.</param>
public sealed class OneOwnerBehavior(OneOwnerVariant variant) : IBehavior<OneOwnerState>
{
    private const uint AllPasids = 0xfffe;

    private readonly bool _forgets = variant != OneOwnerVariant.Posted;

    /// <inheritdoc/>
    public OneOwnerState Create(Journal journal) => new(journal);

    /// <inheritdoc/>
    public void Receive(OneOwnerState state, in Envelope envelope, Outbox outbox)
    {
        var pasid = 0;
        if (envelope.Is<OneOwnerMessage.Look>(out var look)) { pasid = OnLook(state, look.Device, outbox); }
        else if (envelope.Is<OneOwnerMessage.Allocate>()) { pasid = Allocate(state, outbox); }
        else if (envelope.Is<OneOwnerMessage.Store>(out var store)) { Store(state, store.Pasid, outbox); }
        else if (envelope.Is<OneOwnerMessage.Enter>(out var enter)) { Enter(state, enter.Device, outbox); }
        else if (envelope.Is<OneOwnerMessage.Leave>(out var leave)) { Leave(state, leave.Device, outbox); }
        else { throw Ensure.Unheard(in envelope); }
        outbox.Send(envelope.From, new OneOwnerMessage.Reply(pasid));
    }

    private int OnLook(OneOwnerState state, DeviceId device, Outbox outbox)
    {
        outbox.Note($"reads dp={state.DefaultPasid.Value}");
        if (variant is OneOwnerVariant.Posted or OneOwnerVariant.Cleared) { return state.DefaultPasid.Value; }
        if (state.DefaultPasid.Value == 0) { Store(state, Allocate(state, outbox), outbox); }
        if (variant == OneOwnerVariant.Fixed) { Enter(state, device, outbox); }
        return 0;
    }

    private static int Allocate(OneOwnerState state, Outbox outbox)
    {
        var free = AllPasids & ~state.InUse.Value;
        Ensure.That(free != 0, "fifteen ids are enough");
        var pasid = BitOperations.TrailingZeroCount(free);
        outbox.Note($"allocates pasid {pasid}");
        state.InUse.Value |= 1U << pasid;
        return pasid;
    }

    private static void Store(OneOwnerState state, int pasid, Outbox outbox)
    {
        outbox.Note($"dp = {pasid}");
        state.DefaultPasid.Value = pasid;
    }

    private static void Enter(OneOwnerState state, DeviceId device, Outbox outbox)
    {
        EntryPlace place = new(device, state.DefaultPasid.Value);
        outbox.Note($"writes dev{device}[{place.Pasid}] = D");
        state.UnitUses.Value++;
        state.Entries[place] = 1;
        state.Attached.Value++;
    }

    private void Leave(OneOwnerState state, DeviceId device, Outbox outbox)
    {
        var pasid = state.DefaultPasid.Value;
        state.Attached.Value--;
        if (state.Attached.Value == 0 && pasid > 0)
        {
            outbox.Note($"frees pasid {pasid}");
            state.InUse.Value &= ~(1U << pasid);
            if (_forgets) { Store(state, 0, outbox); }
        }

        outbox.Note($"clears dev{device}[{pasid}]");
        state.Entries.Remove(new(device, pasid));
        state.UnitUses.Value--;
    }
}
