using VfioActors.Behaviors;
using VfioActors.Behaviors.Tables;
using VfioActors.Vfio.Containers.Calls;
using VfioActors.Vfio.Containers.Mappings;
using VfioActors.Vfio.Containers.States;
using VfioActors.Vfio.Defects;
using VfioActors.Vfio.GuestMemories;
using VfioActors.Vfio.GuestMemories.Areas;
using VfioActors.Vfio.IommuTables;
using VfioActors.Vfio.Protocols;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.Containers.Maps;

/// <summary>
/// How the pages of a mapping come into IOMMU domains: pinned and charged batch by batch, each batch mapped in every
/// domain that is to have it.
/// </summary>
internal sealed class FillSteps(ContainerOptions options)
{
    private readonly bool _testsCharged = options.Kernel.Has(Type1Defects.MapTestsLimitForChargedPages);
    private readonly bool _reusesPages = options.Kernel.Has(Type1Defects.PrefetchedPagesAreReused);

    /// <summary>Asks for the next batch of the mapping in hand.</summary>
    internal StepOutcome Next(ContainerState state, Outbox outbox)
    {
        var work = state.Fill.Value;
        var mapping = state.Mappings[work.At];
        if (work.Done == mapping.Pages) { return StepOutcome.Done; }
        var left = mapping.Pages.Minus(work.Done);
        if (mapping.IsBacked)
        {
            var (known, entry) = (state.Domains.Keys[0], state.Domains.Values[0]);
            if (known == work.Target) { (known, entry) = (state.Domains.Keys[1], state.Domains.Values[1]); }
            state.Calls.Stage = CallStage.Walking;
            outbox.Send(entry.Unit, new IommuTableMessage.Walk(IovaOf(in work), left, known, 0));
            return StepOutcome.Waiting;
        }

        var (isPinned, pages) = MappingIndex.PinsAt(state, work.At, IovaOf(in work).Page, left);
        var modes = Modes(in mapping, !isPinned);
        state.Calls.Stage = CallStage.Pinning;
        var pinner = options.Kernel.PinsThroughCaller ? CallerOf(state.Calls.Current) : mapping.Owner;
        outbox.Send(options.Memory, new GuestMemoryMessage.Pin(
            mapping.Vaddr.Plus(work.Done.Bytes), pages, pinner, mapping.Owner, modes));
        return StepOutcome.Waiting;
    }

    internal StepOutcome OnPinned(ContainerState state, in GuestMemoryMessage.Pinned pinned, Outbox outbox)
    {
        var work = state.Fill.Value;
        if (pinned.Error != Errno.None) { return Fail(state, pinned.Error); }
        MappingIndex.Charge(state, work.At, (long)pinned.Charged.Value);
        var reuses = _reusesPages && pinned.First.IsReserved && work.First > Pfn.None;
        state.Fill.Value = work with
        {
            Batch = pinned.Pages,
            First = reuses ? work.First : pinned.First,
            Charged = pinned.Charged,
        };
        return MapInto(state, FirstDomain(state), outbox);
    }

    internal static StepOutcome OnWalked(ContainerState state, in IommuTableMessage.Unmapped walked, Outbox outbox)
    {
        Ensure.That(walked.Pages.Value > 0, "what is backed is in every domain");
        state.Fill.Value = state.Fill.Value with { Batch = walked.Pages, First = walked.First, Charged = default };
        return MapInto(state, FirstDomain(state), outbox);
    }

    internal StepOutcome OnMapped(ContainerState state, in IommuTableMessage.Mapped mapped, Outbox outbox)
    {
        var error = mapped.Error;
        var work = state.Fill.Value;
        var mapping = state.Mappings[work.At];
        if (error != Errno.None)
        {
            // The first domain does not have the batch, so that nobody would find it there: it is given back here.
            if (work.Domain == FirstDomain(state) && !mapping.IsBacked)
            {
                MappingIndex.Charge(state, work.At, -(long)work.Charged.Value);
                outbox.Send(options.Memory, new GuestMemoryMessage.Unpin(
                    work.First, work.Batch, work.Charged, mapping.Owner, AreaRights.None));
            }

            return Fail(state, error);
        }

        if (NextDomain(state, work.Domain) is { } domain) { return MapInto(state, domain, outbox); }
        state.Fill.Value = work with { Done = work.Done.Plus(work.Batch), Batch = default, Charged = default };
        return Next(state, outbox);
    }

    /// <summary>Where the first page that is not done is mapped.</summary>
    private static Iova IovaOf(in FillProgress work) => work.At.Start.Plus(work.Done);

    /// <summary>The process whose call makes the pages be pinned.</summary>
    private static ProcessId CallerOf(in KeptMessage call) =>
        call.Is<ContainerMessage.Map>(out var map) ? map.Process
        : call.Is<ContainerMessage.SetKind>(out var kind) ? kind.Process
        : call.Read<ContainerMessage.AttachGroup>().Process;

    private static StepOutcome Fail(ContainerState state, Errno error)
    {
        state.Fill.Value = state.Fill.Value with { Error = error };
        return StepOutcome.Failed;
    }

    private PinModes Modes(in Mapping mapping, bool charges)
    {
        var modes = mapping.Rights.HasFlag(MapModes.Write) ? PinModes.Write : PinModes.None;
        if (charges) { modes |= PinModes.Charge; }
        else if (_testsCharged) { modes |= PinModes.Tests; }
        if (mapping.HasLockCap) { modes |= PinModes.LockCap; }
        return options.PinsSinglePages ? modes | PinModes.OnePage : modes;
    }

    private static StepOutcome MapInto(ContainerState state, DomainId domain, Outbox outbox)
    {
        var work = state.Fill.Value with { Domain = domain };
        state.Fill.Value = work;
        state.Calls.Stage = CallStage.Mapping;
        var mapping = state.Mappings[work.At];
        var rights = (mapping.Rights.HasFlag(MapModes.Read) ? TableRights.Read : TableRights.None)
            | (mapping.Rights.HasFlag(MapModes.Write) ? TableRights.Write : TableRights.None);
        outbox.Send(state.Domains[domain].Unit,
            new IommuTableMessage.Map(IovaOf(in work), work.Batch, work.First, domain, rights));
        return StepOutcome.Waiting;
    }

    /// <summary>A group that enters fills its own domain only; a map fills them all.</summary>
    private static DomainId FirstDomain(ContainerState state) =>
        state.Fill.Value.Target != DomainId.None ? state.Fill.Value.Target : state.Domains.Keys[0];

    private static DomainId? NextDomain(ContainerState state, DomainId domain)
    {
        if (state.Fill.Value.Target != DomainId.None) { return null; }
        var at = state.Domains.Keys.BinarySearch(domain) + 1;
        return at < state.Domains.Count ? state.Domains.Keys[at] : null;
    }
}
