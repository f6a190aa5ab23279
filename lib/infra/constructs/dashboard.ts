import {
  Dashboard as CloudWatchDashboard,
  GraphWidget,
  type IMetric,
} from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';

export interface Graph {
  readonly title: string;
  readonly left: readonly IMetric[];
  readonly right?: readonly IMetric[];
}

const GRAPHS_PER_ROW = 2;
const COLUMNS = 24;

/** One page that answers "is it well?": two graphs in a row, in the order given. */
export class Dashboard extends Construct {
  constructor(scope: Construct, id: string, { graphs }: { readonly graphs: readonly Graph[] }) {
    super(scope, id);
    const dashboard = new CloudWatchDashboard(this, 'Dashboard');
    const widgets = graphs.map(
      ({ title, left, right = [] }) =>
        new GraphWidget({
          title,
          left: [...left],
          right: [...right],
          width: COLUMNS / GRAPHS_PER_ROW,
        }),
    );
    for (let first = 0; first < widgets.length; first += GRAPHS_PER_ROW) {
      dashboard.addWidgets(...widgets.slice(first, first + GRAPHS_PER_ROW));
    }
  }
}
