using VfioActors.Behaviors;
using VfioActors.Conformance.Operations;
using VfioActors.Conformance.Outcomes;
using VfioActors.Conformance.Spapr;
using VfioActors.Vfio.Containers;
using VfioActors.Vfio.IommuTables;
using VfioActors.Vfio.Protocols;
using VfioActors.Vfio.Values;

namespace VfioActors.Conformance.Actors;

/// <summary>
/// Makes the calls on files: which file a name stands for is the business of the process, the rest the model's.
/// </summary>
internal sealed class FileCalls(ModelRun run, Processes processes, FrameLabels names, uint mappingsMax)
{
    private const long BadFile = -9;

    /// <summary>How many files of each device the main process has.</summary>
    private readonly SortedDictionary<string, int> _devices = new(StringComparer.Ordinal);

    private readonly ContainerCalls _containers = new(run);
    private readonly SpaprCalls _spapr = new(run);

    /// <summary>How many mappings a container may have that gets its type from now on.</summary>
    private uint _mappingsMax = mappingsMax;

    /// <summary>Mappings left in the containers that the main process has open.</summary>
    public void Tell(OutcomeBuilder outcome)
    {
        if (run.Model.IsSpapr) { return; }
        List<string> available = [];
        foreach (var (name, container) in processes.Main.Containers)
        {
            var state = run.StateOf<ContainerState>(container);
            if (state.Kind.Value == ContainerKind.None) { continue; }
            available.Add($"{name}:{unchecked((uint)state.Available.Value)}");
        }

        if (available.Count > 0) { outcome.List(Facts.Available, available); }
    }

    /// <summary>A buffer that shows a device's memory keeps the device open.</summary>
    public void ShowDevice(string group) =>
        run.Call(run.Model.GroupOf(group), default(GroupMessage.OpenDevice));

    /// <summary>A process ends, and closes its files.</summary>
    public void CloseAll(ProcessTable process)
    {
        foreach (var name in process.Containers.Keys.ToList()) { Close(process, name); }
    }

    public long? Do(ContainerOperation operation, OutcomeBuilder outcome)
    {
        var process = processes.Of(operation);
        if (operation is ContainerOperation.Open) { return Open(process, operation.Container); }
        if (!process.Containers.TryGetValue(operation.Container, out var container)) { return BadFile; }
        return operation is ContainerOperation.Close ? Close(process, operation.Container)
            : run.Model.IsSpapr ? _spapr.Do(container, operation, process, outcome)
            : _containers.Do(container, operation, process, outcome);
    }

    public long? Do(SpaprOperation operation, OutcomeBuilder outcome)
    {
        var process = processes.Of(operation);
        return process.Containers.TryGetValue(operation.Container, out var container)
            ? _spapr.Do(container, operation, process, outcome)
            : BadFile;
    }

    public long? Do(GroupOperation operation, OutcomeBuilder outcome)
    {
        if (operation.Process != Operation.MainProcess) { return BadFile; }
        var group = run.Model.GroupOf(operation.Group);
        return operation switch
        {
            GroupOperation.Open => Ask(group, default(GroupMessage.Open)),
            GroupOperation.Close => Ask(group, default(GroupMessage.Close)),
            GroupOperation.Set set => Ask(group, new GroupMessage.SetContainer(
                processes.Main.Containers.GetValueOrDefault(set.Container), processes.Main.Id)),
            GroupOperation.Unset => Ask(group, default(GroupMessage.UnsetContainer)),
            GroupOperation.AskStatus => AskStatus(group, outcome),
            GroupOperation.OpenDevice => OpenOf(operation.Group, group),
            GroupOperation.CloseDevice => CloseOf(operation.Group, group),
            _ => throw new ArgumentOutOfRangeException(nameof(operation)),
        };
    }

    public long? Do(ProbeOperation operation, OutcomeBuilder outcome)
    {
        switch (operation)
        {
            case ProbeOperation.Translate translate:
                Translate(translate, outcome);
                break;
            case ProbeOperation.LimitMappings limit:
                _mappingsMax = limit.Mappings;
                foreach (var container in run.Model.Containers) { Limit(container); }

                break;
            default:
                break;
        }

        return 0;
    }

    private long Open(ProcessTable process, string name)
    {
        var container = Unused() ?? run.AddContainer();
        if (!run.Model.IsSpapr) { Limit(container); }
        process.Containers[name] = container;
        return -(long)run.Call(container, default(ContainerMessage.Open)).Last<ContainerMessage.Done>().Error;
    }

    /// <summary>A container that is closed and has no group is as good as new; one of POWER is not asked.</summary>
    private ActorId? Unused()
    {
        if (run.Model.IsSpapr) { return null; }
        foreach (var container in run.Model.Containers)
        {
            var state = run.StateOf<ContainerState>(container);
            if (state.IsOpen.Value == 0 && state.Groups.Count == 0) { return container; }
        }

        return null;
    }

    private void Limit(ActorId container) => run.Call(container, new ContainerMessage.SetMappingsMax(_mappingsMax));

    /// <summary>The container's file is closed when no process has it any more.</summary>
    private long Close(ProcessTable process, string name)
    {
        process.Containers.Remove(name, out var container);
        var isShared = processes.Alive.Any(other => other.Containers.ContainsValue(container));
        return isShared
            ? 0
            : -(long)run.Call(container, default(ContainerMessage.Close)).Last<ContainerMessage.Done>().Error;
    }

    private long Ask<T>(ActorId group, T message)
        where T : unmanaged, IMessage
    {
        var done = run.Call(group, message).Last<GroupMessage.Done>();
        run.Warn(done.Warned);
        return -(long)done.Error;
    }

    private long AskStatus(ActorId group, OutcomeBuilder outcome)
    {
        var done = run.Call(group, default(GroupMessage.GetStatus)).Last<GroupMessage.Done>();
        if (done.Error == Errno.None) { outcome.Number(Facts.FlagsOut, done.Value); }
        return -(long)done.Error;
    }

    private long OpenOf(string name, ActorId group)
    {
        var answer = Ask(group, default(GroupMessage.OpenDevice));
        if (answer == 0) { _devices[name] = _devices.GetValueOrDefault(name) + 1; }
        return answer;
    }

    private long CloseOf(string name, ActorId group)
    {
        if (_devices.GetValueOrDefault(name) == 0) { return BadFile; }
        _devices[name]--;
        return Ask(group, default(GroupMessage.CloseDevice));
    }

    private void Translate(ProbeOperation.Translate operation, OutcomeBuilder outcome)
    {
        var group = run.Model.GroupOf(operation.Group);
        var table = run.StateOf<IommuTableState>(run.Model.Table);
        List<Pfn> pages = [];
        for (var page = 0; page < operation.Pages; page++)
        {
            pages.Add(table.PageAt(group, new(unchecked(operation.Iova + ((ulong)page * 4096)))));
        }

        outcome.List(Facts.Targets, names.Of(pages));
    }
}
