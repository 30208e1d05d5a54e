using VfioActors.Behaviors;
using VfioActors.Scenarios.Living.Claims;
using VfioActors.Scenarios.Workloads.Callers;
using VfioActors.Vfio.Iommufd;
using VfioActors.Vfio.Locks;

namespace VfioActors.Scenarios.Living;

/// <summary>Objects of iommufd are made, found, mapped and destroyed by several threads.</summary>
public sealed class LivingIommufdScenario : LivingCaseScenario
{
    private const int Number = 7;
    private const int Refused = 13;

    // The numbers of what is there at the start, in this order.
    private static readonly ObjectId Ioas = new(1);
    private static readonly ObjectId Device = new(3);
    private static readonly ObjectId Viommu = new(4);
    private static readonly ObjectId Queue = new(5);

    /// <inheritdoc/>
    public override string Name => "living-iommufd";

    /// <inheritdoc/>
    public override string Summary => "objects of iommufd are made, found, mapped and destroyed";

    /// <inheritdoc/>
    public override IReadOnlyList<LivingCase> Cases =>
    [
        new("vdevice-refused", "LIV-03", "CompleteBeforeUse", setting =>
        {
            var iommufd = AddIommufd(setting, options => options with { RefusedNumber = Refused });
            setting.AddThread("CPU0", Vdevice(iommufd, Refused));
            setting.AddThread("CPU1", Invalidate(iommufd, Refused));
        }),
        new("vdevice-size", "LIV-04", "Progress", setting =>
        {
            var iommufd = AddIommufd(setting, options => options with { VdeviceSizeIsWrong = true });
            setting.AddThread("CPU0", Vdevice(iommufd, Number));
            setting.AddThread("CPU1", Vdevice(iommufd, Number + 1));
        }),
        new("queue-abort", "LIV-05", "NoUseAfterFree", setting =>
        {
            var iommufd = AddIommufd(setting, options => options with { FilesAreFull = true });
            setting.AddThread("CPU0", new ScriptedCall("FAULT_QUEUE_ALLOC", Call.Of(
                iommufd, default(IommufdMessage.AllocFaultQueue))));
            setting.AddThread("CPU1", new ScriptedCall("IOAS_ALLOC", Call.Of(
                iommufd, default(IommufdMessage.AllocIoas))));
        }),
        new("destroy-unbind", "LIV-06", "DriverEndsDevice", setting =>
        {
            var iommufd = AddIommufd(setting);
            setting.AddThread("CPU0", Destroy(iommufd, Device));
            setting.AddThread("CPU1", Unbind(iommufd));
            setting.AddThread("CPU2", Vdevice(iommufd, Number));
        }),
        new("queue-answer", "LIV-07", "NoDoubleRelease", setting =>
        {
            var iommufd = AddIommufd(setting, options => options with { AnswersFault = true });
            setting.AddThread("CPU0", new ScriptedCall("VEVENTQ_ALLOC(1)", Call.Of(
                iommufd, new IommufdMessage.AllocVeventq(Viommu, 1))));
            setting.AddThread("CPU1", Destroy(iommufd, Viommu));
        }),
        new("mmap-destroy", "LIV-18", "NoUseAfterFree", setting =>
        {
            var iommufd = AddIommufd(setting);
            setting.AddThread("CPU0",
                new ScriptedCall("MMAP", Call.Of(iommufd, new IommufdMessage.Mmap(Queue, 1))),
                new ScriptedCall("MUNMAP", Call.Of(iommufd, new IommufdMessage.Munmap(Queue))));
            setting.AddThread("CPU1", Destroy(iommufd, Queue));
        }),
        new("map-change-process", "LIV-19", "NoNullUse", setting =>
        {
            var iommufd = AddIommufd(setting);
            setting.AddThread("CPU0",
                new ScriptedCall("IOAS_MAP_FILE(2)", Call.Of(iommufd, new IommufdMessage.Map(Ioas, 2, AreaPages.File))),
                new ScriptedCall("IOAS_UNMAP(2)", Call.Of(iommufd, new IommufdMessage.Unmap(Ioas, 2))));
            setting.AddThread("CPU1", new ScriptedCall("IOAS_CHANGE_PROCESS", Call.Of(
                iommufd, default(IommufdMessage.ChangeProcess))));
        }),
    ];

    /// <summary>An address space with a page table, a device, a virtual IOMMU, a command queue.</summary>
    private static ActorId AddIommufd(LivingSetting setting, Func<IommufdOptions, IommufdOptions>? shape = null)
    {
        var group = setting.Add("igroup", new LockBehavior());
        IommufdOptions options = new()
        {
            GroupLock = group,
            Given =
            [
                new(ObjectKind.Ioas),
                new(ObjectKind.Hwpt, Ioas.Value, Marks: ObjectMarks.IsNestParent),
                new(ObjectKind.Device),
                new(ObjectKind.Viommu, 2, Detail: 1),
                new(ObjectKind.HwQueue, Viommu.Value, Detail: 1),
            ],
        };
        var iommufd = setting.Add("iommufd", new IommufdBehavior(shape?.Invoke(options) ?? options, setting.Defects));
        setting.Claim(
            new NoUseAfterFree<IommufdState>(), new NoNullUse<IommufdState>(), new CompleteBeforeUse(),
            new NoDoubleRelease(), new DriverEndsDevice(), new CountsBalance(iommufd));
        return iommufd;
    }

    private static ScriptedCall Vdevice(ActorId iommufd, int number) =>
        new($"VDEVICE_ALLOC({number})", Call.Of(iommufd, new IommufdMessage.AllocVdevice(Viommu, Device, number)));

    private static ScriptedCall Invalidate(ActorId iommufd, int number) =>
        new($"HWPT_INVALIDATE({number})", Call.Of(iommufd, new IommufdMessage.Invalidate(Viommu, number)));

    private static ScriptedCall Destroy(ActorId iommufd, ObjectId id) =>
        new($"DESTROY({id})", Call.Of(iommufd, new IommufdMessage.Destroy(id)));

    private static ScriptedCall Unbind(ActorId iommufd) =>
        new("UNBIND", Call.Of(iommufd, new IommufdMessage.Unbind(Device)));
}
