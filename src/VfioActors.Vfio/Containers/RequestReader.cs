using VfioActors.Behaviors;
using VfioActors.Vfio.Protocols;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.Containers;

/// <summary>How the messages that ask something of a container are written down.</summary>
internal static class RequestReader
{
    internal static bool TryRead(in Envelope envelope, out ContainerRequest request)
    {
        request = default(ContainerRequest) with { Client = envelope.From, Operation = envelope.Operation };
        var found = FromDriver(in envelope, ref request) || FromUser(in envelope, ref request)
            || OfLog(in envelope, ref request) || FromGroup(in envelope, ref request);
        return found;
    }

    private static bool FromDriver(in Envelope envelope, ref ContainerRequest request)
    {
        if (envelope.Is<ContainerMessage.Unpin>(out var unpin))
        {
            request = Ranged(request, RequestKind.Unpin, unpin.Iova, unpin.Pages.Value) with
            {
                Third = unpin.Held.Value,
            };
        }
        else if (envelope.Is<ContainerMessage.Pin>(out var pin))
        {
            request = Ranged(request, RequestKind.Pin, pin.Iova, pin.Pages.Value) with
            {
                Modes = (int)pin.Rights,
                Group = pin.Group,
            };
        }
        else if (envelope.Is<ContainerMessage.Access>(out var access))
        {
            request = Ranged(request, RequestKind.Access, access.Iova, access.Length.Value) with
            {
                Modes = (int)access.Modes,
                Third = AccessWork.Packed(access.Id, access.Value),
                Process = access.Caller,
            };
        }
        else if (envelope.Is<ContainerMessage.Told>(out var told))
        {
            request = request with { Kind = RequestKind.Told, Modes = told.Slot, Iova = (ulong)told.Round };
        }
        else if (envelope.Is<ContainerMessage.Also>(out var also))
        {
            request = Ranged(request, RequestKind.Also, also.Iova, also.Pages.Value) with { Third = also.Held.Value };
        }
        else if (envelope.Is<ContainerMessage.Listen>()) { request = request with { Kind = RequestKind.Listen }; }
        else if (envelope.Is<ContainerMessage.Unlisten>()) { request = request with { Kind = RequestKind.Unlisten }; }

        return request.Kind != RequestKind.None;
    }

    private static bool FromUser(in Envelope envelope, ref ContainerRequest request)
    {
        if (envelope.Is<ContainerMessage.Map>(out var map))
        {
            request = Ranged(request, RequestKind.Map, map.Iova, map.Size.Value) with
            {
                Third = map.Vaddr.Value,
                Modes = (int)map.Modes,
                Process = map.Process,
            };
        }
        else if (envelope.Is<ContainerMessage.Unmap>(out var unmap))
        {
            request = Ranged(request, RequestKind.Unmap, unmap.Iova, unmap.Size.Value) with
            {
                Third = unmap.Bitmap.Value,
                Modes = (int)unmap.Modes,
                Process = unmap.Process,
            };
        }
        else if (envelope.Is<ContainerMessage.SetKind>(out var kind))
        {
            request = request with { Kind = RequestKind.SetKind, Modes = (int)kind.Kind, Process = kind.Process };
        }
        else if (envelope.Is<ContainerMessage.HasExtension>(out var has))
        {
            request = request with { Kind = RequestKind.HasExtension, Modes = has.Extension };
        }
        else if (envelope.Is<ContainerMessage.Describe>()) { request = request with { Kind = RequestKind.Describe }; }
        else if (envelope.Is<ContainerMessage.Open>()) { request = request with { Kind = RequestKind.Open }; }
        else if (envelope.Is<ContainerMessage.Close>()) { request = request with { Kind = RequestKind.Close }; }
        else if (envelope.Is<ContainerMessage.BadCall>(out var bad))
        {
            request = request with { Kind = RequestKind.BadCall, Modes = (int)bad.Call, Iova = (ulong)bad.Error };
        }

        return request.Kind != RequestKind.None;
    }

    private static bool OfLog(in Envelope envelope, ref ContainerRequest request)
    {
        if (envelope.Is<ContainerMessage.GetLog>(out var get))
        {
            request = Ranged(request, RequestKind.GetLog, get.Iova, get.Size.Value) with
            {
                Third = get.Bitmap.Value,
                Modes = (int)get.Modes,
                Process = get.Process,
            };
        }
        else if (envelope.Is<ContainerMessage.StartLog>()) { request = request with { Kind = RequestKind.StartLog }; }
        else if (envelope.Is<ContainerMessage.StopLog>()) { request = request with { Kind = RequestKind.StopLog }; }

        return request.Kind != RequestKind.None;
    }

    private static bool FromGroup(in Envelope envelope, ref ContainerRequest request)
    {
        if (envelope.Is<ContainerMessage.AttachGroup>(out var attach))
        {
            request = request with { Kind = RequestKind.AttachGroup, Process = attach.Process };
        }
        else if (envelope.Is<ContainerMessage.DetachGroup>())
        {
            request = request with { Kind = RequestKind.DetachGroup };
        }
        else if (envelope.Is<ContainerMessage.OpenDevice>())
        {
            request = request with { Kind = RequestKind.OpenDevice };
        }

        return request.Kind != RequestKind.None;
    }

    private static ContainerRequest Ranged(ContainerRequest request, RequestKind kind, Iova iova, ulong size) =>
        request with { Kind = kind, Iova = iova.Value, Size = size };
}
