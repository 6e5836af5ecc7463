using Spectre.Console;

namespace WordWindow;

/// <summary>A progress bar, where somebody is looking.</summary>
internal static class Progress
{
    /// <summary>Runs something that tells after each epoch how it goes. Nothing is shown of it when output is redirected.</summary>
    public static void Show(string title, int epochs, Action<Action<string>> run)
    {
        if (Console.IsOutputRedirected)
        {
            run(_ => { });
            return;
        }

        AnsiConsole.Progress()
            .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .Start(context =>
            {
                ProgressTask task = context.AddTask(Markup.Escape(title), maxValue: epochs);
                run(state =>
                {
                    task.Description = Markup.Escape(state);
                    task.Increment(1);
                });
            });
    }
}
