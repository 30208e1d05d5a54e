using VfioActors.Conformance.Drivers;
using VfioActors.Conformance.Operations;
using VfioActors.Conformance.Outcomes;
using VfioActors.Conformance.Tests.Reference.Memories;

namespace VfioActors.Conformance.Tests.Reference;

/// <summary>Calls on the files of containers, groups and devices.</summary>
public sealed class FileCalls(Machine machine)
{
    private readonly SortedDictionary<string, SortedDictionary<string, Container>> _open =
        new(StringComparer.Ordinal) { [Operation.MainProcess] = new(StringComparer.Ordinal) };

    public void Fork(string child)
    {
        _open[child] = new(_open[Operation.MainProcess], StringComparer.Ordinal);
        foreach (var container in _open[child].Values) { container.Files++; }
    }

    public void Exit(string child)
    {
        foreach (var container in _open[child].Values) { container.Files--; }
        _open.Remove(child);
    }

    public IEnumerable<string> Available() =>
        from container in _open[Operation.MainProcess]
        where container.Value.Driver is not null
        select $"{container.Key}:{container.Value.Driver!.Available}";

    public IEnumerable<Frame?> Translate(ProbeOperation.Translate operation)
    {
        var group = machine.GroupOf(operation.Group);
        var mappings = group.Container?.Driver?.Mappings.InOrder().ToList() ?? [];
        return Enumerable.Range(0, operation.Pages)
            .Select(page => unchecked(operation.Iova + ((ulong)page * Type1.Page)))
            .Select(iova => mappings
                .Select(mapping => mapping.Translated.GetValueOrDefault(iova))
                .FirstOrDefault(frame => frame is not null))
            .ToList();
    }

    public long Do(ContainerOperation operation, IDriverScript drivers, OutcomeBuilder outcome)
    {
        var files = _open[operation.Process];
        if (operation is ContainerOperation.Open)
        {
            files[operation.Container] = new(machine.Kernel, machine.Header);
            return 0;
        }

        if (!files.TryGetValue(operation.Container, out var container)) { return -Errno.EBADF; }
        switch (operation)
        {
            case ContainerOperation.Close:
                container.Files--;
                files.Remove(operation.Container);
                return 0;
            case ContainerOperation.SetIommu set:
                return container.SetIommu(set.Type, machine.MappingsMax);
            case ContainerOperation.AskVersion:
                return 0;
            case ContainerOperation.AskExtension ask:
                return container.AnswerExtension(ask.Extension);
            default:
                return container.Driver is { } driver ? Do(driver, operation, drivers, outcome) : -Errno.EINVAL;
        }
    }

    public long Do(GroupOperation operation, IDriverScript drivers, OutcomeBuilder outcome)
    {
        var group = machine.GroupOf(operation.Group);
        switch (operation)
        {
            case GroupOperation.Open when group.IsHeld:
                return -Errno.EBUSY;
            case GroupOperation.Open:
                group.IsFileOpen = true;
                return 0;
            case GroupOperation.CloseDevice:
                return CloseDevice(group, drivers, outcome);
            case var _ when !group.IsFileOpen:
                return -Errno.EBADF;
            case GroupOperation.Close:
                group.IsFileOpen = false;
                LeaveUnlessHeld(group);
                return 0;
            case GroupOperation.Set set:
                return Set(group, set);
            case GroupOperation.Unset:
                return Unset(group);
            case GroupOperation.AskStatus:
                outcome.Number(Facts.FlagsOut, group.Container is null ? 1 : 3);
                return 0;
            default:
                return OpenDevice(group);
        }
    }

    private static int OpenDevice(Group group)
    {
        if (group.Container?.Driver is not { } driver) { return -Errno.EINVAL; }
        var isFirst = !group.IsDeviceOpen;
        group.DeviceFiles++;
        if (isFirst && group.HasCallback) { driver.Listeners.Add(group.Name); }
        return 0;
    }

    private int Set(Group group, GroupOperation.Set set)
    {
        if (!_open[set.Process].TryGetValue(set.Container, out var container))
        {
            return machine.Kernel.LooksUpContainerFile ? -Errno.EBADF : -Errno.EINVAL;
        }

        return group.Container is null ? container.Add(group, machine.ProcessOf(set)) : -Errno.EINVAL;
    }

    private int Unset(Group group)
    {
        if (group.Container is null) { return -Errno.EINVAL; }
        if (group.IsDeviceOpen) { return -Errno.EBUSY; }
        Leave(group);
        return 0;
    }

    private int CloseDevice(Group group, IDriverScript drivers, OutcomeBuilder outcome)
    {
        if (group.DeviceFiles == 0) { return -Errno.EBADF; }
        if (group.DeviceFiles + group.Shown == 1 && group.IsEmulated) { Tell(group, drivers, outcome); }
        group.DeviceFiles--;
        if (!group.IsDeviceOpen) { group.Container?.Driver?.Listeners.Remove(group.Name); }
        LeaveUnlessHeld(group);
        return 0;
    }

    private static void Tell(Group group, IDriverScript drivers, OutcomeBuilder outcome)
    {
        var unpins = drivers.HearClose(group.Name);
        outcome.Event(new(group.Name, null, unpins));
        Pinning pinning = new(group.Container!.Driver!);
        foreach (var unpin in unpins) { pinning.UnpinTimes(unpin); }
    }

    private void LeaveUnlessHeld(Group group)
    {
        if (!group.IsHeld && group.Container is not null) { Leave(group); }
    }

    private void Leave(Group group)
    {
        var driver = group.Container!.Driver;
        group.Container.Remove(group);
        machine.Warnings += driver?.Warnings ?? 0;
        if (driver is not null) { driver.Warnings = 0; }
    }

    private long Do(Type1 driver, ContainerOperation operation, IDriverScript drivers, OutcomeBuilder outcome)
    {
        var caller = machine.ProcessOf(operation);
        switch (operation)
        {
            case ContainerOperation.Map map:
                return new Maps(driver, caller).Map(map, MemoryCalls.AddressOf(caller, map.Memory));
            case ContainerOperation.Unmap unmap:
                return new Maps(driver, caller).Unmap(unmap, drivers, outcome);
            case ContainerOperation.Dirty dirty:
                return driver.Dirty.Do(dirty);
            case ContainerOperation.GetDirty get:
                return GetDirty(driver, get, outcome);
            case ContainerOperation.AskDetails ask:
                return new Details(driver).Answer(ask.Argsz, outcome);
            case ContainerOperation.CallRaw raw:
                return CallRaw(driver, raw.Number);
            default:
                throw new ArgumentOutOfRangeException(nameof(operation));
        }
    }

    private static int GetDirty(Type1 driver, ContainerOperation.GetDirty get, OutcomeBuilder outcome)
    {
        var room = get.Bitmap;
        var bitmap = room.BadPointer is null && room.Bytes <= DirtyTracking.BitmapBytesMax
            ? new byte[room.Bytes]
            : null;
        var answer = driver.Dirty.Get(get, bitmap);
        if (answer == 0 && bitmap is not null) { outcome.Set(Facts.Bitmap, Convert.ToHexStringLower(bitmap)); }
        return answer;
    }

    private static int CallRaw(Type1 driver, int number) => number switch
    {
        17 when !driver.IsV2 => -Errno.EACCES,
        12 or 13 or 14 or 17 => -Errno.EFAULT,
        _ => -Errno.ENOTTY,
    };
}
