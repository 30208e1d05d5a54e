using VfioActors.Vfio.Faults.Records;
using VfioActors.Vfio.PageRequests;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.Tests.Living;

/// <summary>Page requests are read and answered, or end with the attachment through which they came.</summary>
public sealed class PageRequestTests
{
    private const int Good = 0;
    private const int Invalid = 1;

    [Theory]
    [InlineData(ResponseCode.Success, Good)]
    [InlineData(ResponseCode.Invalid, Invalid)]
    public void A_user_reads_and_answers(ResponseCode code, int expected)
    {
        var (bench, requests) = Benches.Requests(RequestHandler.Queue);
        var request = bench.Begin(requests, default(PageRequestMessage.Raise));
        Assert.False(bench.HasAnswer(request));
        Assert.Equal(1, bench.Call(requests, new PageRequestMessage.Read(1)).Value);
        Assert.Equal(0, bench.Call(requests, new PageRequestMessage.Read(1)).Value);
        bench.Call(requests, new PageRequestMessage.Respond(1, 1, code));
        Assert.Equal(expected, bench.Answer(request).Value);
        Assert.Equal(Errno.EINVAL, bench.Error(requests, new PageRequestMessage.Respond(1, 1, code)));
    }

    [Theory]
    [InlineData(RequestHandler.Queue)]
    [InlineData(RequestHandler.Core)]
    public void What_is_pending_is_answered_invalid_when_its_domain_leaves(RequestHandler handler)
    {
        var (bench, requests) = Benches.Requests(handler);
        var read = bench.Begin(requests, default(PageRequestMessage.Raise));
        bench.Call(requests, new PageRequestMessage.Read(1));
        var unread = bench.Begin(requests, default(PageRequestMessage.Raise));
        Assert.Equal(Errno.None, bench.Error(requests, default(PageRequestMessage.Detach)));
        Assert.Equal(Invalid, bench.Answer(read).Value);
        Assert.Equal(Invalid, bench.Answer(unread).Value);
        Assert.Equal(0, bench.Call(requests, new PageRequestMessage.Read(1)).Value);
        Assert.Equal(Invalid, bench.Call(requests, default(PageRequestMessage.Raise)).Value);
        Assert.Equal(0, bench.StateOf<PageRequestState>(requests).UsesAfterFree);
    }

    [Fact]
    public void Requests_of_the_old_domain_are_answered_when_it_is_replaced()
    {
        var (bench, requests) = Benches.Requests(RequestHandler.Queue);
        var old = bench.Begin(requests, default(PageRequestMessage.Raise));
        bench.Call(requests, new PageRequestMessage.Replace(2));
        Assert.Equal(Invalid, bench.Answer(old).Value);
        var next = bench.Begin(requests, default(PageRequestMessage.Raise));
        Assert.Equal(0, bench.Call(requests, new PageRequestMessage.Read(1)).Value);
        Assert.Equal(2, bench.Call(requests, new PageRequestMessage.Read(2)).Value);
        Assert.Equal(Errno.EINVAL,
            bench.Error(requests, new PageRequestMessage.Respond(1, 2, ResponseCode.Success)));
        bench.Call(requests, new PageRequestMessage.Respond(2, 2, ResponseCode.Success));
        Assert.Equal(Good, bench.Answer(next).Value);
    }

    [Fact]
    public void A_worker_answers_before_its_domain_leaves()
    {
        var (bench, requests) = Benches.Requests(RequestHandler.Work);
        bench.HoldNext();
        var request = bench.Begin(requests, default(PageRequestMessage.Raise));
        var detach = bench.Begin(requests, default(PageRequestMessage.Detach));
        Assert.False(bench.HasAnswer(detach));
        bench.GoOn();
        Assert.Equal(Good, bench.Answer(request).Value);
        Assert.Equal(Errno.None, bench.Answer(detach).Error);
    }
}
