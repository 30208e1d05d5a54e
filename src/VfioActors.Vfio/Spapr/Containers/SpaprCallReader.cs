using VfioActors.Behaviors;
using VfioActors.Vfio.Protocols;
using VfioActors.Vfio.Spapr.Protocols;

namespace VfioActors.Vfio.Spapr.Containers;

/// <summary>Takes calls from the messages that make them.</summary>
internal static class SpaprCallReader
{
    internal static bool TryRead(in Envelope envelope, out SpaprCall call)
    {
        call = new(envelope.From, envelope.Operation, default, default, default, default, default, default, 0, 0, 0);
        return TryMap(in envelope, ref call) || TryMemory(in envelope, ref call) || TryWindow(in envelope, ref call)
            || TryFile(in envelope, ref call) || TryGroup(in envelope, ref call);
    }

    private static bool TryMap(in Envelope envelope, ref SpaprCall call)
    {
        if (envelope.Is<SpaprContainerMessage.Map>(out var map))
        {
            call = Of(call, SpaprCallKind.Map, (map.Modes, map.Caller)) with
            {
                Iova = map.Iova,
                Vaddr = map.Vaddr,
                Size = map.Size,
            };
        }
        else if (envelope.Is<SpaprContainerMessage.Unmap>(out var unmap))
        {
            call = Of(call, SpaprCallKind.Unmap, (unmap.Modes, unmap.Caller)) with
            {
                Iova = unmap.Iova,
                Size = unmap.Size,
            };
        }

        return call.Kind != SpaprCallKind.None;
    }

    private static bool TryMemory(in Envelope envelope, ref SpaprCall call)
    {
        if (envelope.Is<SpaprContainerMessage.Register>(out var register))
        {
            call = Of(call, SpaprCallKind.Register, (register.Modes, register.Caller)) with
            {
                Vaddr = register.Start,
                Size = register.Size,
            };
        }
        else if (envelope.Is<SpaprContainerMessage.Unregister>(out var unregister))
        {
            call = Of(call, SpaprCallKind.Unregister, (unregister.Modes, unregister.Caller)) with
            {
                Vaddr = unregister.Start,
                Size = unregister.Size,
            };
        }
        else if (envelope.Is<SpaprContainerMessage.Enable>(out var enable))
        {
            call = Of(call, SpaprCallKind.Enable, (enable.Modes, enable.Caller));
        }
        else if (envelope.Is<SpaprContainerMessage.Disable>(out var disable))
        {
            call = Of(call, SpaprCallKind.Disable, (disable.Modes, disable.Caller));
        }

        return call.Kind != SpaprCallKind.None;
    }

    private static bool TryWindow(in Envelope envelope, ref SpaprCall call)
    {
        if (envelope.Is<SpaprContainerMessage.CreateWindow>(out var create))
        {
            call = Of(call, SpaprCallKind.CreateWindow, (create.Modes, create.Caller)) with
            {
                Size = create.Size,
                Number = create.Shift,
                Levels = create.Levels,
            };
        }
        else if (envelope.Is<SpaprContainerMessage.RemoveWindow>(out var remove))
        {
            call = Of(call, SpaprCallKind.RemoveWindow, (remove.Modes, remove.Caller)) with { Iova = remove.Start };
        }
        else if (envelope.Is<SpaprContainerMessage.Describe>(out var describe))
        {
            call = Of(call, SpaprCallKind.Describe, (describe.Modes, describe.Caller));
        }

        return call.Kind != SpaprCallKind.None;
    }

    private static bool TryFile(in Envelope envelope, ref SpaprCall call)
    {
        if (envelope.Is<SpaprContainerMessage.RawCall>(out var raw))
        {
            call = Of(call, SpaprCallKind.Raw, (SpaprModes.Unreadable, raw.Caller)) with { Number = raw.Number };
        }
        else if (envelope.Is<SpaprContainerMessage.Release>(out var release))
        {
            call = Of(call, SpaprCallKind.Release, (release.Modes, release.Caller));
        }
        else if (envelope.Is<ContainerMessage.HasExtension>(out var extension))
        {
            call = Of(call, SpaprCallKind.HasExtension, default) with { Number = extension.Extension };
        }
        else if (envelope.Is<ContainerMessage.Open>()) { call = Of(call, SpaprCallKind.Open, default); }
        else if (envelope.Is<ContainerMessage.Close>()) { call = Of(call, SpaprCallKind.Close, default); }

        return call.Kind != SpaprCallKind.None;
    }

    private static bool TryGroup(in Envelope envelope, ref SpaprCall call)
    {
        if (envelope.Is<ContainerMessage.SetKind>(out var kind))
        {
            call = Of(call, SpaprCallKind.SetKind, (default, kind.Process)) with { Number = (int)kind.Kind };
        }
        else if (envelope.Is<ContainerMessage.AttachGroup>(out var attach))
        {
            call = Of(call, SpaprCallKind.AttachGroup, (default, attach.Process));
        }
        else if (envelope.Is<ContainerMessage.DetachGroup>()) { call = Of(call, SpaprCallKind.DetachGroup, default); }
        else if (envelope.Is<ContainerMessage.OpenDevice>()) { call = Of(call, SpaprCallKind.OpenDevice, default); }

        return call.Kind != SpaprCallKind.None;
    }

    private static SpaprCall Of(
        SpaprCall call, SpaprCallKind kind, (SpaprModes Modes, Values.ProcessId Caller) caller) =>
        call with { Kind = kind, Modes = caller.Modes, Caller = caller.Caller };
}
