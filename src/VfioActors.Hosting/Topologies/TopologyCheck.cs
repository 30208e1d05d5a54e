using VfioActors.Vfio.Protocols;
using VfioActors.Vfio.Spapr.Containers;

namespace VfioActors.Hosting.Topologies;

/// <summary>Finds what is wrong with a topology before an actor is made of it.</summary>
/// <param name="topology">The topology.</param>
/// <param name="mistakes">Where each mistake goes, as one line.</param>
internal sealed class TopologyCheck(VfioTopology topology, ICollection<string> mistakes)
{
    private const ulong PagesMost = 1 << 24;
    private const ulong FirstPageMost = 1UL << 34;

    /// <summary>Names that are not for the application.</summary>
    internal static IReadOnlyList<string> Reserved { get; } = ["kernel", "pasids", "faults", "events"];

    internal void Run()
    {
        CheckNames();
        CheckMemories();
        CheckUnits();
        CheckDevices();
        CheckContainers();
        foreach (var (name, domain) in topology.AuxDomains) { Within($"{name}: levels", domain.Levels, 3, 5); }
        foreach (var (name, queue) in topology.FaultQueues) { Within($"{name}: records", queue.Records, 2, 4096); }
        if (topology.AuxDomains.Count > 0 && !topology.Units.Values.Any(unit => unit.Kind == UnitKind.Scalable))
        {
            mistakes.Add($"{topology.AuxDomains.Keys.First()}: an aux-domain needs a unit of kind scalable");
        }
    }

    private static IEnumerable<string> Named(string name, params ReadOnlySpan<string> made) =>
        [name, .. made.ToArray().Select(end => $"{name}-{end}")];

    private void CheckNames()
    {
        SortedSet<string> taken = new(Reserved, StringComparer.Ordinal);
        IEnumerable<string> all =
        [
            .. topology.Memories.Keys.SelectMany(name => Named(name, "registry")), .. topology.Units.Keys,
            .. topology.Devices.Keys, .. topology.Mdevs.Keys.SelectMany(name => Named(name, "driver")),
            .. topology.Containers.Keys, .. topology.SpaprContainers.Keys, .. topology.AuxDomains.Keys,
            .. topology.FaultQueues.Keys.SelectMany(name => Named(name, "irq", "device", "guest")),
        ];
        foreach (var name in all)
        {
            if (name.Length == 0 || name.Any(one => !char.IsAsciiLetterOrDigit(one) && one is not ('-' or '_')))
            {
                mistakes.Add($"'{name}': a name has letters, digits, dashes and underscores");
            }
            else if (!taken.Add(name)) { mistakes.Add($"{name}: the name is taken"); }
        }
    }

    private void CheckMemories()
    {
        foreach (var (name, memory) in topology.Memories)
        {
            if (memory.Pages is 0 or > PagesMost)
            {
                mistakes.Add($"{name}: pages is {memory.Pages}; accepted: 1 to {PagesMost}");
            }

            if (memory.FirstPage > FirstPageMost)
            {
                mistakes.Add($"{name}: first-page is {memory.FirstPage}; accepted: 0 to {FirstPageMost}");
            }
        }
    }

    private void CheckUnits()
    {
        var second = topology.Units.Where(unit => unit.Value.Kind == UnitKind.SecondLevel).Skip(1);
        foreach (var (name, _) in second)
        {
            mistakes.Add($"{name}: there is one unit of kind second-level already, which numbers all domains");
        }
    }

    private void CheckDevices()
    {
        foreach (var (name, device) in topology.Devices)
        {
            if (!topology.Units.TryGetValue(device.Unit, out var unit)) { Missing(name, "unit", device.Unit); }
            else if (device.Container is { } container) { CheckPlace(name, unit.Kind, container); }
        }

        foreach (var (name, mdev) in topology.Mdevs)
        {
            if (mdev.Container is { } container && !topology.Containers.ContainsKey(container))
            {
                Missing(name, "container", container);
            }
        }
    }

    private void CheckPlace(string name, UnitKind unit, string container)
    {
        var fits = unit switch
        {
            UnitKind.SecondLevel => topology.Containers.ContainsKey(container),
            UnitKind.Tce => topology.SpaprContainers.ContainsKey(container),
            _ => false,
        };
        if (unit == UnitKind.Scalable)
        {
            mistakes.Add($"{name}: a device of a scalable unit is in no container, and {container} is named");
        }
        else if (!fits) { Missing(name, unit == UnitKind.Tce ? "spapr-container" : "container", container); }
    }

    private void CheckContainers()
    {
        foreach (var (name, container) in topology.Containers)
        {
            if (!topology.Memories.ContainsKey(container.Memory)) { Missing(name, "memory", container.Memory); }
            if (container.Kind is not (ContainerKind.Type1 or ContainerKind.Type1v2 or ContainerKind.Nesting))
            {
                mistakes.Add($"{name}: kind is {container.Kind}; accepted: type1, type1v2, nesting");
            }

            Within($"{name}: mappings-max", container.MappingsMax, 1, 1 << 24);
            Within($"{name}: requests-max", container.RequestsMax, 1, 64);
        }

        foreach (var (name, container) in topology.SpaprContainers)
        {
            if (!topology.Memories.ContainsKey(container.Memory)) { Missing(name, "memory", container.Memory); }
            if (!topology.Units.TryGetValue(container.Unit, out var unit)) { Missing(name, "unit", container.Unit); }
            else if (unit.Kind != UnitKind.Tce) { mistakes.Add($"{name}: {container.Unit} is no unit of kind tce"); }
            if (container.Kind is not (SpaprKind.First or SpaprKind.Second))
            {
                mistakes.Add($"{name}: kind is {container.Kind}; accepted: first, second");
            }
        }
    }

    private void Missing(string name, string what, string wanted) =>
        mistakes.Add($"{name}: there is no {what} named '{wanted}'");

    private void Within(string what, int value, int least, int most)
    {
        if (value < least || value > most) { mistakes.Add($"{what} is {value}; accepted: {least} to {most}"); }
    }
}
