using VfioActors.Behaviors;
using VfioActors.Scenarios.Living.Claims;
using VfioActors.Scenarios.Workloads.Callers;
using VfioActors.Vfio.Faults.Records;
using VfioActors.Vfio.PageRequests;

namespace VfioActors.Scenarios.Living;

/// <summary>A device asks for a page while its domain is detached or replaced, and a user reads and answers.</summary>
public sealed class LivingPageRequestScenario : LivingCaseScenario
{
    /// <inheritdoc/>
    public override string Name => "living-page-request";

    /// <inheritdoc/>
    public override string Summary => "a page request is on its way when its domain is detached or replaced";

    /// <inheritdoc/>
    public override IReadOnlyList<LivingCase> Cases =>
    [
        new("detach-read", "LIV-01", "NoUseAfterFree", setting =>
        {
            var requests = AddRequests(setting, RequestHandler.Queue);
            setting.AddThread("dev0", Raise(requests));
            setting.AddThread("CPU0", Read(requests), Respond(requests));
            setting.AddThread("CPU1", Detach(requests));
        }),
        new("replace-read", "LIV-02", "NoUseAfterFree", setting =>
        {
            var requests = AddRequests(setting, RequestHandler.Queue);
            setting.AddThread("dev0", Raise(requests));
            setting.AddThread("CPU0", Read(requests), Respond(requests));
            setting.AddThread("CPU1",
                new ScriptedCall("REPLACE(domain 2)", Call.Of(requests, new PageRequestMessage.Replace(2))),
                Detach(requests));
        }),
        new("work-detach", "LIV-08", "NoUseAfterFree", setting =>
        {
            var requests = AddRequests(setting, RequestHandler.Work);
            setting.AddThread("dev0", Raise(requests), Raise(requests));
            setting.AddThread("CPU1", Detach(requests));
        }),
        new("pending-detach", "LIV-09", "EveryGroupFreed", setting =>
        {
            var requests = AddRequests(setting, RequestHandler.Core);
            setting.AddThread("dev0", Raise(requests));
            setting.AddThread("CPU0", Read(requests), Respond(requests));
            setting.AddThread("CPU1", Detach(requests));
        }),
    ];

    private static ActorId AddRequests(LivingSetting setting, RequestHandler handler)
    {
        var requests = setting.Add("iopf", new PageRequestBehavior(handler, 1, setting.Defects));
        setting.Claim(new NoUseAfterFree<PageRequestState>(), new EveryGroupFreed(requests));
        return requests;
    }

    private static ScriptedCall Raise(ActorId requests) =>
        new("PAGE REQUEST", Call.Of(requests, default(PageRequestMessage.Raise)));

    private static ScriptedCall Read(ActorId requests) =>
        new("READ(domain 1)", Call.Of(requests, new PageRequestMessage.Read(1)));

    private static ScriptedCall Respond(ActorId requests) => new(
        "RESPOND(1)", Call.Of(requests, new PageRequestMessage.Respond(1, 1, ResponseCode.Success)));

    private static ScriptedCall Detach(ActorId requests) =>
        new("DETACH", Call.Of(requests, default(PageRequestMessage.Detach)));
}
