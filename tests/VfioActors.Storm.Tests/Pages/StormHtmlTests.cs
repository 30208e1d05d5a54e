using System.Text.Json;
using Microsoft.Playwright;
using VfioActors.Storm.Measures;
using VfioActors.Storm.Pages;
using VfioActors.Vfio.Values;

namespace VfioActors.Storm.Tests.Pages;

public sealed class StormHtmlTests
{
    /// <summary>What is wrong with the plots as the browser draws them: those with no size, texts outside.</summary>
    private const string Wrong = """
        () => [...document.querySelectorAll('svg')].flatMap(svg => {
          const frame = svg.getBoundingClientRect();
          const wrong = frame.width > 100 && frame.height > 20 ? [] : ['no size: ' + svg.ariaLabel];
          for (const part of svg.querySelectorAll('text, rect, polyline')) {
            const box = part.getBoundingClientRect();
            if (box.left < frame.left - 1 || box.right > frame.right + 1 || box.top < frame.top - 1
              || box.bottom > frame.bottom + 1) wrong.push('outside: ' + part.outerHTML);
          }
          return wrong;
        })
        """;

    private static StormPageNotes Notes { get; } =
        new() { Product = "1.2.3", Date = "2026-11-26 12:00", Command = "storm --html <a>", Verdict = "held" };

    private static StormPageNotes Broken { get; } = Notes with
    {
        Verdict = "broken",
        Failures =
        [
            new("NoLeak", "Nothing leaks.", "<b>5</b> & more")
            {
                Ladder = "CPU0 <i>\n",
                Trace = "small.vtrace",
                Replay = "replay small.vtrace",
            },
            new("NoUse", "Nothing is used.", "it is") { Seen = "by D, 1 time" },
        ],
        Problems = ["the disk is <full>"],
    };

    [Fact]
    public async Task Page_holds_nothing_that_a_browser_would_fetch_or_run()
    {
        var page = StormHtml.Of(await Storming.GoAsync(Storming.Small), Notes);
        Assert.All(["http:", "https:", "src=", "href=", "url(", "@import", "<script"], word =>
            Assert.DoesNotContain(word, page, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task What_was_broken_is_said_and_cannot_be_markup()
    {
        var report = await Storming.GoAsync(Storming.Small) with
        {
            Violations = [new("NoLeak", "Nothing leaks.", "<b>5</b> & more", "D", 1)],
            Loads = [new("<script>", 5)],
        };
        var page = StormHtml.Of(report, Broken);
        Assert.Contains("class=\"verdict broken\">broken: NoLeak, NoUse", page, StringComparison.Ordinal);
        Assert.Contains("<h3>2 of 2: NoUse</h3>", page, StringComparison.Ordinal);
        Assert.Contains("<td>&lt;b&gt;5&lt;/b&gt; &amp; more</td>", page, StringComparison.Ordinal);
        Assert.Contains("<pre>CPU0 &lt;i&gt;</pre>", page, StringComparison.Ordinal);
        Assert.Contains("<code>replay small.vtrace</code>", page, StringComparison.Ordinal);
        Assert.Contains("by vfioactors 1.2.3", page, StringComparison.Ordinal);
        Assert.Contains("<td>storm --html &lt;a&gt;</td>", page, StringComparison.Ordinal);
        Assert.Contains("<li>the disk is &lt;full&gt;</li>", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<script>", page, StringComparison.Ordinal);
    }

    [SkippableTheory]
    [InlineData("usual")]
    [InlineData("broken")]
    [InlineData("hardly begun")]
    [InlineData("extreme")]
    public async Task Browser_draws_every_plot_inside_its_frame(string kind)
    {
        var html = StormHtml.Of(await ReportOf(kind), kind == "broken" ? Broken : Notes);
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Browser(),
            Args = ["--no-sandbox"],
        });
        var page = await browser.NewPageAsync();
        List<string> said = [];
        page.Console += (_, message) => said.Add(message.Text);
        page.PageError += (_, error) => said.Add(error);
        page.Request += (_, request) => said.Add(request.Url);
        await page.SetContentAsync(html);
        var plots = await page.Locator("svg").CountAsync();
        Assert.InRange(plots, 4, 5);
        var wrong = await page.EvaluateAsync<JsonElement>(Wrong);
        Assert.Equal("[]", wrong.GetRawText());
        Assert.Empty(said);
    }

    private static string Browser()
    {
        string[] known = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
        var found = known.FirstOrDefault(File.Exists);
        Skip.If(found is null, "there is no chromium here to look at the page with: apt-get install chromium");
        return found!;
    }

    private static async Task<StormReport> ReportOf(string kind) =>
        kind switch
        {
            "broken" => await Storming.GoAsync(Storming.Small with { Defects = ["AUX-10"], Operations = 0 }),
            "hardly begun" => await Storming.GoAsync(Storming.Small with { Clients = 1, Operations = 1 }),
            "extreme" => Extreme(await Storming.GoAsync(Storming.Small)),
            _ => await Storming.GoAsync(Storming.Small with { FaultRate = 0.2 }),
        };

    private static StormReport Extreme(StormReport report)
    {
        LatencyHistogram latencies = new();
        latencies.Add(0);
        latencies.Add(3_600_000_000_000);
        return report with
        {
            Latencies = latencies,
            Samples = [.. Enumerable.Range(1, 2000).Select(at => new StormSample(at, at * 10_000_000_000, at, 1, false))],
            Refusals = [(Errno.ENOSPC, long.MaxValue / 2)],
            Loads = [.. Enumerable.Range(0, 500).Select(at => new ActorLoad($"a-rather-long-name-{at}", at))],
        };
    }
}
