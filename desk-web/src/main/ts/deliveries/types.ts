import type { DeliveryDetails, DeliveryLine } from 'services/sender-service';

export type { Attempt, ChannelStatus, Content, DeliveryPage } from 'services/sender-service';
export type Line = DeliveryLine;
export type State = Line['state'];
export type Details = DeliveryDetails;
