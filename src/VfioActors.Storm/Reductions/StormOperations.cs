using VfioActors.Behaviors;
using VfioActors.Exploration.Worlds;
using VfioActors.Vfio.AuxDomains;
using VfioActors.Vfio.Clients;
using VfioActors.Vfio.IommuUnits;

namespace VfioActors.Storm.Reductions;

/// <summary>Finds what the clients of a replayed storm asked for.</summary>
internal static class StormOperations
{
    /// <summary>The operations in the order in which they were heard first.</summary>
    internal static IReadOnlyList<StormOperation> Of(World world, ActorId firstClient)
    {
        SortedDictionary<OperationId, int> last = [];
        List<(OperationId Id, ClientAction Action, int First)> begun = [];
        for (var step = 0; step < world.Depth; step++)
        {
            ref readonly var envelope = ref world.Step(step);
            if (envelope.To >= firstClient) { last[envelope.Operation] = step; }
            else if (envelope.From >= firstClient && ActionOf(in envelope) is { } action)
            {
                begun.Add((envelope.Operation, action, step));
            }
        }

        return
        [
            .. begun.Select(one =>
                new StormOperation(one.Id, one.Action, one.First, last.GetValueOrDefault(one.Id, world.Depth))),
        ];
    }

    /// <summary>Null for what no script says.</summary>
    private static ClientAction? ActionOf(in Envelope envelope)
    {
        var to = envelope.To;
        if (envelope.Is<AuxDomainMessage.Attach>(out var attach))
        {
            return new(ClientActionKind.Attach, to) { Device = attach.Device };
        }

        if (envelope.Is<AuxDomainMessage.Detach>(out var detach))
        {
            return new(ClientActionKind.DetachAnyway, to) { Device = detach.Device };
        }

        if (envelope.Is<AuxDomainMessage.Map>(out var map))
        {
            return new(ClientActionKind.Map, to) { Iova = map.Iova, Pfn = map.Pfn };
        }

        if (envelope.Is<AuxDomainMessage.Unmap>(out var unmap))
        {
            return new(ClientActionKind.Unmap, to) { Iova = unmap.Iova };
        }

        if (envelope.Is<IommuUnitMessage.Dma>(out var dma))
        {
            return new(ClientActionKind.Dma, to) { Device = dma.Device, Pasid = dma.Pasid, Iova = dma.Iova };
        }

        return envelope.Is<AuxDomainMessage.GetPasid>() ? new(ClientActionKind.GetPasid, to) : null;
    }
}
