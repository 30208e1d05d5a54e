using VfioActors.Scenarios.Workloads.Users;
using VfioActors.Vfio.GuestMemories;
using static VfioActors.Scenarios.Type1.Type1Requests;
using static VfioActors.Scenarios.Type1.Type1SettingOptions;

namespace VfioActors.Scenarios.Type1;

/// <summary>The process that mapped ends a thread, forks, ends, or becomes another program.</summary>
public sealed class Type1ProcessScenario : Type1CaseScenario
{
    /// <inheritdoc/>
    public override string Name => "type1-process";

    /// <inheritdoc/>
    public override string Summary =>
        "the process that mapped ends a thread, forks and ends, or becomes another program";

    /// <inheritdoc/>
    public override IReadOnlyList<Type1Case> Cases =>
    [
        new("thread-ends", "T1-17", "LockedVmLaw")
        {
            Options = new() { Groups = [Backed] },
            Users = setting =>
            [
                [
                    Map(setting.Containers[0], 0, 4), Call(new GuestMemoryMessage.EndThread(default)),
                    Unmap(setting.Containers[0], 0, 4),
                ],
            ],
        },
        new("exec", "T1-29", "NoUnderflow")
        {
            Options = new() { Groups = [Backed] },
            Users = setting =>
            [
                [
                    Map(setting.Containers[0], 0, 4), Call(new GuestMemoryMessage.Exec(default, new(1))),
                    Unmap(setting.Containers[0], 0, 4, 1),
                ],
            ],
        },
        new("fork", "T1-30", "UnmapReportsTruth")
        {
            Options = new() { Groups = [Backed] },
            Users = setting =>
            [
                [
                    Map(setting.Containers[0], 0, 4), Call(new GuestMemoryMessage.Fork(default, new(1))),
                    Call(new GuestMemoryMessage.Exit(default)), Unmap(setting.Containers[0], 0, 4, 1),
                ],
            ],
        },
    ];

    private static UserRequest Call<T>(in T call)
        where T : unmanaged, Behaviors.IMessage => UserRequest.Of(Type1Setting.Memory, in call);
}
