using VfioActors.Behaviors;
using VfioActors.Vfio.AuxDomains;
using VfioActors.Vfio.Protocols;
using VfioActors.Vfio.Values;

namespace VfioActors.Scenarios.Workloads.Clients;

/// <summary>
/// How a process is bound to a device: an id from the allocator that all share, an entry at the unit; undone the other
/// way round.
/// </summary>
/// <remarks>
/// Source: intel_svm_bind_mm and intel_svm_unbind_mm, drivers/iommu/intel-svm.c, Linux 5.2. Differs: one device a
/// process.
/// </remarks>
internal static class BindingSteps
{
    internal static void Begin(ClientState state, ClientAction action, Outbox outbox)
    {
        switch (action.Kind)
        {
            case ClientActionKind.Bind:
                outbox.Send(action.Second, new PasidAllocatorMessage.Alloc(action.Pasid.Value));
                break;
            case ClientActionKind.BindAt: Write(action, action.Pasid, outbox); break;
            case ClientActionKind.Unbind: Clear(action, state.Bound[action.Device], outbox); break;
            default: Clear(action, action.Pasid, outbox); break;
        }
    }

    internal static Outcome? OnReply(ClientState state, ClientAction action, in Envelope envelope, Outbox outbox)
    {
        if (envelope.Is<PasidAllocatorMessage.Allocated>(out var allocated))
        {
            if (allocated.Error != Errno.None) { return new(allocated.Error, default, 0); }
            state.Progress.Value = default(ClientProgress) with { Pasid = allocated.Pasid };
            Write(action, allocated.Pasid, outbox);
            return null;
        }

        if (envelope.Is<IommuUnitMessage.EntrySet>(out var set))
        {
            return OnEntrySet(state, action, set.Error, outbox);
        }

        if (envelope.Is<IommuUnitMessage.EntryCleared>(out var cleared))
        {
            return OnEntryCleared(state, action, cleared.Error, outbox);
        }

        throw Ensure.Unheard(in envelope);
    }

    private static Outcome? OnEntrySet(ClientState state, ClientAction action, Errno error, Outbox outbox)
    {
        var pasid = state.Progress.Value.Pasid;
        if (action.Kind != ClientActionKind.Bind) { return new(error, default, action.Pasid.Value); }
        if (error == Errno.None) { state.Bound[action.Device] = pasid; }
        else { outbox.Send(action.Second, new PasidAllocatorMessage.Free(pasid)); }
        return new(error, default, pasid.Value);
    }

    private static Outcome? OnEntryCleared(ClientState state, ClientAction action, Errno error, Outbox outbox)
    {
        if (action.Kind == ClientActionKind.Unbind)
        {
            outbox.Send(action.Second, new PasidAllocatorMessage.Free(state.Bound[action.Device]));
            state.Bound.Remove(action.Device);
        }

        return new(error, default, 0);
    }

    private static void Write(ClientAction action, Pasid pasid, Outbox outbox) =>
        outbox.Send(action.To, new IommuUnitMessage.SetEntry(action.Device, pasid, 0, TranslationStage.FirstLevel));

    private static void Clear(ClientAction action, Pasid pasid, Outbox outbox) =>
        outbox.Send(action.To, new IommuUnitMessage.ClearEntry(action.Device, pasid, TranslationStage.FirstLevel));
}
